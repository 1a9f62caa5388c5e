import pino from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RolloverChoices } from '#db/school/year-rollover.ts';
import { openQueue } from '#jobs/queue.ts';
import { rolloverWork } from '#jobs/rollover.ts';
import { letGo } from '#school/movement/enter-movement.ts';
import { studentMovement } from '#school/movement/student-movement.ts';
import { proposedChoices, yearToEnd } from '#school/rollover/propose.ts';
import { confirmRollover, decideStudent, prepareRollover, rollover, rolloverPlan } from '#school/rollover/rollovers.ts';
import { openConversations } from '#test/conversation.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { lessonOf, query, refusalOf, studentOf } from '#test/journal.ts';
import { fillLesson } from '../fill-lesson.ts';
import { grid } from '../grid/grid.ts';
import { verifyLog } from '../history/verify-log.ts';
import { undoUnusedRollover, unfinishedOfYear } from './unfinished.ts';

// The sample school on the first of June 2027; each test goes on from the one before it.
let school: TestSchool;
let queue: ReturnType<typeof openQueue>;
const sizes = new Map<string, number>();
beforeAll(async () => {
  school = await openTestSchool({
    queue: ({ connection, now }) => {
      queue = openQueue({ connection, now, log: pino({ level: 'silent' }) });
      return queue;
    },
  });
  await queue.prepare({ rollover: rolloverWork(school.house) });
  school.world.set('2027-06-01T10:00:00+03:00');
  for (const { name, students } of await classesOf('2026')) sizes.set(name, students);
});
afterAll(async () => {
  await queue.stop();
  await school.close();
});

const classesOf = (start: string) =>
  query<{ name: string; students: number; teacher: string | null; courses: number }>(
    school,
    `select k.grade || k.letter as name, t.login as teacher,
       (select count(*)::int from enrolment e where e.school_class_id = k.id and e.until is null) as students,
       (select count(*)::int from course c where c.school_class_id = k.id) as courses
     from school_class k join school_year y on y.id = k.year_id left join person t on t.id = k.class_teacher_id
     where extract(year from y.first_day)::text = :start order by k.grade, k.letter`,
    { start },
  );
const order = { orderNumber: '77-у', orderDate: '2027-05-31' };
const prepare = (by = 'kuznetsov') =>
  school.as(by, async act =>
    prepareRollover(act, { ...order, choices: await proposedChoices(act, await yearToEnd(act)) }),
  );
const sum = (names: string[]) => names.reduce((total, name) => total + sizes.get(name)!, 0);
const inGrade = (grade: number) => [...sizes.keys()].filter(name => Number.parseInt(name, 10) === grade);
let id: number;
let masha: number;
let dima: number;

describe('the preview', () => {
  test('is for registrar and deputy, from March on', async () => {
    for (const login of ['sokolova', 'ivanova', 'petrova'])
      expect((await refusalOf(prepare(login))).kind, login).toBe('not-found');
    school.world.set('2027-02-28T10:00:00+03:00');
    expect(await refusalOf(prepare())).toMatchObject({ reason: 'rollover/early' });
    school.world.set('2027-03-01T10:00:00+03:00');
    expect(await school.as('kuznetsov', act => yearToEnd(act))).toMatchObject({ next: null });
    school.world.set('2027-06-01T10:00:00+03:00');
  });

  test('is also of a year that is over while the calendar has begun the next', async () => {
    await query(school, `insert into school_year (first_day, last_day) values ('2027-09-01', '2028-05-26')`);
    school.world.set('2027-09-03T10:00:00+03:00');
    const old = await school.as('kuznetsov', act => yearToEnd(act));
    expect(old).toMatchObject({ firstDay: '2026-09-01', next: { firstDay: '2027-09-01' } });
    await query(school, `delete from school_year where first_day = '2027-09-01'`);
    school.world.set('2027-06-01T10:00:00+03:00');
  });

  test('takes no parent for a class teacher, no Latin letter, no days off that end before they begin', async () => {
    const mother = await school.person('petrova');
    const wrong = (change: (choices: RolloverChoices) => object) =>
      refusalOf(
        school.as('kuznetsov', async act => {
          const choices = await proposedChoices(act, await yearToEnd(act));
          return prepareRollover(act, { ...order, choices: { ...choices, ...change(choices) } });
        }),
      );
    const first = (classes: RolloverChoices['classes'], changed: object) => [
      { ...classes[0]!, ...changed },
      ...classes.slice(1),
    ];
    expect(await wrong(({ classes }) => ({ classes: first(classes, { teacher: mother }) }))).toMatchObject({
      reason: 'rollover/class-teacher',
    });
    expect(await wrong(({ classes }) => ({ classes: first(classes, { letter: 'B' }) }))).toMatchObject({
      reason: 'rollover/class',
    });
    const daysOff = [{ firstDay: '2027-11-08', lastDay: '2027-11-01', name: 'Каникулы', grade: null }];
    expect(await wrong(() => ({ daysOff }))).toMatchObject({ reason: 'days' });
  });

  test('proposes the dates of the year, classes one grade up, and their teachers', async () => {
    const { old, choices } = await school.as('kuznetsov', async act => {
      const year = await yearToEnd(act);
      return { old: year, choices: await proposedChoices(act, year) };
    });
    expect([choices.firstDay, choices.lastDay]).toEqual(['2027-09-01', '2028-05-26']);
    expect(choices.periods.filter(({ kind }) => kind === 'quarter').map(({ firstDay }) => firstDay)[0]).toBe(
      '2027-09-01',
    );
    const next = (name: string) => {
      const from = old.classes.find(one => `${one.grade}${one.letter}` === name)!;
      return { from, to: choices.classes.find(({ former }) => former === from.id) };
    };
    expect(next('5Б').to).toMatchObject({ grade: 6, letter: 'Б', teacher: await school.person('ivanova') });
    expect(next('4А').to).toMatchObject({ grade: 5, letter: 'А', teacher: null });
    expect(next('9А').to).toBeUndefined();
    expect(choices.classes.find(({ grade, letter }) => grade === 1 && letter === 'А')!.teacher).toBe(
      next('4А').from.teacherId,
    );
  });

  test('counts who goes on, who stays and who finishes', async () => {
    [masha, dima] = [await studentOf(school, 'Петрова Мария'), await studentOf(school, 'Смирнов Дмитрий')];
    id = await prepare();
    await school.as('kuznetsov', act => decideStudent(act, id, { studentId: dima, becomes: 'repeating' }));
    await school.as('morozov', act => decideStudent(act, id, { studentId: masha, becomes: 'conditional' }));
    const { counts, classes } = await school.as('kuznetsov', act => rolloverPlan(act, id));
    const finished = sum([...inGrade(9), ...inGrade(11)]);
    const all = sum([...sizes.keys()]);
    expect(counts).toEqual({ promoted: all - finished - 2, conditional: 1, repeating: 1, finished });
    const size = (name: string) => classes.find(one => one.name === name)!.students;
    // Дима stays in the fifth grade, with those who come from 4А: there is no other.
    expect([size('6Б'), size('5А'), size('1А'), size('10А')]).toEqual([
      sizes.get('5Б')! - 1,
      sizes.get('4А')! + 1,
      0,
      0,
    ]);
    const nowhere = decideStudentTo('12А');
    expect(await refusalOf(nowhere)).toMatchObject({ reason: 'rollover/no-class' });
  });

  test('says what is not finished', async () => {
    const { periods, finals } = await school.as('kuznetsov', act => unfinishedOfYear(act));
    expect(periods.length).toBeGreaterThan(0);
    expect(finals.find(({ className }) => className === '5Б')!.missing).toBeGreaterThan(0);
  });
});

const decideStudentTo = (to: string) =>
  school.as('kuznetsov', act => decideStudent(act, id, { studentId: masha, becomes: 'promoted', to }));

describe('at the doors', () => {
  test('Морозов prepares it on the page: proposal, preview, a decision about one student', async () => {
    const morozov = await school.browser('morozov');
    const proposal = await morozov.get('/rollover');
    expect(proposal.body).toContain('Посмотреть, что получится');
    expect((await morozov.post('/rollover', { orderNumber: '', orderDate: '2027-05-31' })).body).toContain(
      'Укажите номер приказа',
    );
    const sent = await morozov.post('/rollover', {
      ...order,
      copyLoad: 'yes',
      firstDay: '2027-09-01',
      'class-0': 'yes',
    });
    expect(sent.statusCode).toBe(303);
    const address = sent.headers.location!;
    expect((await morozov.get(address)).body).toContain('Не закрыты приказом');
    const ninth = await query<{ id: number }>(
      school,
      `select e.student_id as id from enrolment e join school_class k on k.id = e.school_class_id where k.grade = 9 and e.until is null limit 1`,
    );
    const decided = (to: string) =>
      morozov.post(`${address}/students`, { student: `${ninth[0]!.id}`, becomes: 'promoted', to });
    expect((await decided('10А')).body).toContain('Добавьте такой класс');
    expect((await decided('9А')).statusCode).toBe(303);
    expect((await morozov.get(address)).body).toContain('9А');
    const program = (await morozov.json('GET', '/api/rollover')).json();
    expect(program.choices.firstDay).toBe('2027-09-01');
    expect((await morozov.json('GET', `/api${address}/plan`)).statusCode).toBe(200);
  });
});

describe('carried out', () => {
  test('not when the school has changed since it was shown', async () => {
    const { basis } = await school.as('kuznetsov', act => rolloverPlan(act, id));
    const stale = school.as('kuznetsov', act =>
      confirmRollover(
        act,
        id,
        basis.replace(/^./, first => (first === 'a' ? 'b' : 'a')),
      ),
    );
    expect(await refusalOf(stale)).toMatchObject({ kind: 'conflict', reason: 'rollover/overtaken' });
  });

  test('once, however often it is confirmed: every class and every student', async () => {
    const { basis } = await school.as('kuznetsov', act => rolloverPlan(act, id));
    for (const _ of [1, 2]) await school.as('kuznetsov', act => confirmRollover(act, id, basis));
    await queue.workOff();
    await rolloverWork(school.house)({ rolloverId: id, by: await school.person('kuznetsov') });
    expect(await school.as('kuznetsov', act => rollover(act, id))).toMatchObject({ state: 'done' });
    const now = await classesOf('2027');
    const of = (name: string) => now.find(one => one.name === name)!;
    expect(of('6Б')).toMatchObject({ students: sizes.get('5Б')! - 1, teacher: 'ivanova' });
    expect(of('5А')).toMatchObject({ students: sizes.get('4А')! + 1, teacher: null, courses: 0 });
    expect(of('6Б').courses).toBeGreaterThan(5);
    expect(now.map(({ name }) => name).filter(name => name.startsWith('9'))).toEqual(
      inGrade(8).map(name => `9${name.slice(1)}`),
    );
    expect(now.reduce((total, { students }) => total + students, 0)).toBe(
      sum([...sizes.keys()]) - sum([...inGrade(9), ...inGrade(11)]),
    );
    const { stays } = await school.as('kuznetsov', act => studentMovement(act, dima));
    expect(stays).toMatchObject([
      { className: '5Б', until: '2027-09-01', departure: 'repeating', departureOrder: '77-у' },
      { className: '5А', since: '2027-09-01', arrival: 'repeating' },
    ]);
    expect(await school.house.asHouse(act => verifyLog(act))).toMatchObject({ whole: true });
    expect(await refusalOf(prepare())).toMatchObject({ reason: 'rollover/exists' });
  });

  test('changes nothing of the summer: 5Б is still Иванова’s, and Маша is in it', async () => {
    const [row] = await query<{ id: number }>(
      school,
      `select k.id from school_class k join school_year y on y.id = k.year_id
       where k.grade = 5 and k.letter = 'Б' and y.first_day < '2027-01-01'`,
    );
    expect(await school.as('ivanova', async act => act.by.ownClassIds)).toEqual([row!.id]);
    expect(await school.as('kuznetsov', act => studentMovement(act, masha))).toMatchObject({
      className: '5Б',
      classId: row!.id,
    });
  });

  test('who leaves in the summer has no place in the new year', async () => {
    school.world.set('2027-07-01T10:00:00+03:00');
    const gone = { day: '2027-07-01', orderNumber: '80-у', orderDate: '2027-07-01', place: 'Азов' };
    await school.as('kuznetsov', act => letGo(act, dima, gone));
    const { stays } = await school.as('kuznetsov', act => studentMovement(act, dima));
    expect(stays).toMatchObject([{ className: '5Б', until: '2027-07-01', departure: 'left' }]);
  });

  test('is undone as if it had not been, and done again', async () => {
    await school.as('morozov', act => undoUnusedRollover(act, id));
    expect(await classesOf('2027')).toEqual([]);
    expect((await classesOf('2026')).map(({ name, students }) => [name, students])).toEqual(
      [...sizes].map(([name, students]) => [name, name === '5Б' ? students - 1 : students]),
    );
    expect(await refusalOf(school.as('morozov', act => undoUnusedRollover(act, id)))).toMatchObject({
      reason: 'rollover/not-done',
    });
    id = await prepare('morozov');
    const { basis } = await school.as('morozov', act => rolloverPlan(act, id));
    await school.as('morozov', act => confirmRollover(act, id, basis));
    await queue.workOff();
    expect(await school.as('morozov', act => rollover(act, id))).toMatchObject({
      state: 'done',
      done: expect.any(Number),
    });
  });
});

describe('in September', () => {
  test('everybody of the cast just signs in', async () => {
    school.world.set('2027-09-01T10:00:00+03:00');
    const pages: Record<string, string[]> = {
      ivanova: ['/', '/lessons', '/journal', '/movement', '/missing'],
      kuznetsov: ['/', '/people', '/movement', '/rollover', `/rollover/${id}`, '/timetable'],
      morozov: ['/', '/overview', '/finals'],
      petrova: ['/', '/diary', '/timetable'],
      masha: ['/', '/diary'],
      belova: ['/', '/diary'],
    };
    for (const [login, addresses] of Object.entries(pages)) {
      const browser = await school.browser(login);
      for (const address of addresses) expect((await browser.get(address)).statusCode, `${login} ${address}`).toBe(200);
    }
    expect(await school.as('ivanova', async act => act.by.ownClassIds)).toHaveLength(1);
    expect(await school.as('kuznetsov', act => studentMovement(act, masha))).toMatchObject({ className: '6Б' });
  });

  test('the journals of the year before are read and not written: on the page, by a program, in the chat', async () => {
    await query(school, 'update school set editing_days = 366');
    await query(school, 'update period set closed_at = null');
    const lesson = await lessonOf(school, { className: '5Б', subject: 'Математика', day: '2026-11-24' });
    const [course] = await query<{ id: number }>(school, 'select course_id as id from lesson where id = :lesson', {
      lesson,
    });
    expect(
      (await school.as('ivanova', act => grid(act, course!.id, { period: 2 }))).lessons.every(
        ({ mayFill }) => !mayFill,
      ),
    ).toBe(true);
    const fill = school.as('ivanova', act => fillLesson(act, lesson, { topic: 'Другая тема' }));
    expect(await refusalOf(fill)).toMatchObject({ kind: 'not-allowed', reason: 'lesson/year-over' });
    const ivanova = await school.browser('ivanova');
    expect((await ivanova.get(`/lessons/${lesson}`)).body).toContain('Учебный год завершён');
    const mark = { lessonId: lesson, studentId: masha, value: 5, workKind: 'ответ на уроке' };
    const sent = await ivanova.json('POST', `/api/lessons/${lesson}/marks`, mark);
    expect([403, 404]).toContain(sent.statusCode);
    const typed = await ivanova.post(`/lessons/${lesson}`, { shown: '{"topic":""}', topic: 'Другая тема' });
    expect(typed.body).toContain('журналы прошлых лет можно только читать');
    const chat = await openConversations(school).linked('ivanova');
    const said = await chat.say('маше 5 по математике 24 ноября');
    expect(JSON.stringify(said)).not.toContain('Записано');
    const [kept] = await query<{ topic: string }>(school, 'select topic from lesson where id = :lesson', { lesson });
    expect(kept!.topic).not.toBe('Другая тема');
  });

  test('with a timetable in the new year it is undone no more', async () => {
    await query(
      school,
      `insert into timetable_entry (course_id, weekday, slot, room_id, since)
       select c.id, 1, 1, (select min(id) from room), '2027-09-01' from course c join school_class k on k.id = c.school_class_id
       join school_year y on y.id = k.year_id where y.first_day = '2027-09-01' limit 1`,
    );
    expect(await refusalOf(school.as('kuznetsov', act => undoUnusedRollover(act, id)))).toMatchObject({
      kind: 'conflict',
      reason: 'rollover/used',
    });
  });
});
