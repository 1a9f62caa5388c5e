import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { enrolNew, letGo, moveToClass, takeIn } from '#school/movement/enter-movement.ts';
import { movement } from '#school/movement/movement.ts';
import { studentMovement } from '#school/movement/student-movement.ts';
import { ownClasses } from '#school/own-classes.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { lessonOf, query, refusalOf, studentOf } from '#test/journal.ts';
import { giveMark } from '../give-mark.ts';
import { grid } from '../grid/grid.ts';
import { verifyLog } from '../history/verify-log.ts';
import { takeBackMovement } from './take-back-movement.ts';

// Дима Смирнов of 5Б, which Иванова leads; today is Tuesday, November 24. Each test begins with Дима in 5Б since September.
let school: TestSchool;
let dima: number;
let fifthA: number;
let fifthB: number;
let subgroups: object[];
beforeAll(async () => {
  school = await openTestSchool();
  dima = await studentOf(school, 'Смирнов Дмитрий');
  [fifthA, fifthB] = [await classOf('5А'), await classOf('5Б')];
  subgroups = await memberships();
});
afterAll(() => school.close());
beforeEach(async () => {
  await query(school, `delete from movement_change`);
  await query(school, `delete from enrolment where student_id = :dima and arrival <> 'promoted'`, { dima });
  await query(
    school,
    `update enrolment set until = null, departure = null, departure_order = null where student_id = :dima`,
    { dima },
  );
  await query(
    school,
    `delete from subgroup_member m using subgroup g where g.id = m.subgroup_id and m.student_id = :dima and g.school_class_id <> :fifthB`,
    { dima, fifthB },
  );
  await query(school, 'update subgroup_member set until = null where student_id = :dima', { dima });
});

const classOf = async (name: string) =>
  (await query<{ id: number }>(school, `select id from school_class where grade || letter = :name`, { name }))[0]!.id;
const memberships = () =>
  query<{ name: string; number: number; since: string; until: string | null }>(
    school,
    `select k.grade || k.letter as name, g.number, m.since::text as since, m.until::text as until
     from subgroup_member m join subgroup g on g.id = m.subgroup_id join school_class k on k.id = g.school_class_id
     where m.student_id = :dima order by m.id`,
    { dima },
  );
const stays = () =>
  query<{ name: string; since: string; arrival: string; until: string | null; departure: string | null }>(
    school,
    `select k.grade || k.letter as name, e.since::text as since, e.arrival, e.until::text as until, e.departure
     from enrolment e join school_class k on k.id = e.school_class_id where e.student_id = :dima order by e.since`,
    { dima },
  );
const order = { orderNumber: '45-у', orderDate: '2026-11-20' };
const move = (day: string, by = 'kuznetsov') =>
  school.as(by, act => moveToClass(act, dima, { ...order, day, classId: fifthA }));
const leave = (day: string) => school.as('kuznetsov', act => letGo(act, dima, { ...order, day, place: 'Ростов' }));
const back = (day: string) =>
  school.as('kuznetsov', act => takeIn(act, dima, { ...order, day, classId: fifthB, place: 'Ростов' }));

describe('Дима', () => {
  test('moves to 5А, leaves and returns: three orders, every stay is kept', async () => {
    await move('2026-11-10');
    await leave('2026-11-17');
    await back('2026-11-23');
    expect(await stays()).toEqual([
      { name: '5Б', since: '2026-09-01', arrival: 'promoted', until: '2026-11-10', departure: 'moved' },
      { name: '5А', since: '2026-11-10', arrival: 'moved', until: '2026-11-17', departure: 'left' },
      { name: '5Б', since: '2026-11-23', arrival: 'returned', until: null, departure: null },
    ]);
    const { log, className } = await school.as('kuznetsov', act => studentMovement(act, dima));
    expect(className).toBe('5Б');
    expect(log.map(({ deed, day, from, to }) => [deed, day, from, to])).toEqual([
      ['returned', '2026-11-23', null, '5Б'],
      ['left', '2026-11-17', '5А', null],
      ['moved', '2026-11-10', '5Б', '5А'],
    ]);
  });

  test('goes from subgroup to subgroup of the same number', async () => {
    await move('2026-11-10');
    const now = await memberships();
    const ended = now.filter(({ name }) => name === '5Б');
    const begun = now.filter(({ name }) => name === '5А');
    expect(ended.every(({ until }) => until === '2026-11-10')).toBe(true);
    expect(begun.map(({ number, since, until }) => [number, since, until])).toEqual(
      ended.map(({ number }) => [number, '2026-11-10', null]),
    );
  });

  test('is in the journal of 5А from the lesson of that day on, and stays in that of 5Б with closed cells', async () => {
    await move('2026-11-24');
    const before = await lessonOf(school, { className: '5А', subject: 'Математика', day: '2026-11-23' });
    const today = await lessonOf(school, { className: '5А', subject: 'Математика', day: '2026-11-24' });
    const [teacher] = await query<{ login: string; course: number }>(
      school,
      `select t.login, c.id as course from lesson l join course c on c.id = l.course_id join person t on t.id = c.teacher_id where l.id = :today`,
      { today },
    );
    const give = (lessonId: number, value: number | null = 5) =>
      school.house.as(teacherId, act =>
        giveMark(act, { lessonId, studentId: dima, value, workKind: 'ответ на уроке' }),
      );
    const [{ id: teacherId }] = (await query<{ id: number }>(
      school,
      'select id from person where login = :login',
      teacher!,
    )) as [{ id: number }];
    school.world.set('2026-11-24T14:30:00+03:00');
    expect(await refusalOf(give(before))).toMatchObject({ reason: 'lesson/stranger' });
    await give(today);
    const [course] = await query<{ id: number }>(
      school,
      `select c.id from course c join subject j on j.id = c.subject_id where c.school_class_id = :fifthB and j.name = 'Математика'`,
      { fifthB },
    );
    const old = await school.as('ivanova', act => grid(act, course!.id));
    expect(old.students.find(({ id }) => id === dima)!.stays).toEqual([{ since: '2026-09-01', until: '2026-11-24' }]);
    // What hangs on the move must go first.
    const [line] = await query<{ id: number }>(school, 'select max(id) as id from movement_change');
    expect(
      await refusalOf(school.as('kuznetsov', act => takeBackMovement(act, line!.id, 'Не тот ученик'))),
    ).toMatchObject({ reason: 'movement/written' });
    await give(today, null);
    school.world.set('2026-11-24T12:30:00+03:00');
  });

  test('has left: the family keeps the marks and loses the class', async () => {
    const classes = () => school.as('smirnov', act => ownClasses(act));
    await leave('2026-11-25');
    expect(await classes()).toEqual([fifthB]);
    school.world.set('2026-11-25T08:00:00+03:00');
    expect(await classes()).toEqual([]);
    const smirnov = await school.browser('smirnov');
    expect((await smirnov.get('/')).statusCode).toBe(200);
    expect((await smirnov.get('/diary')).statusCode).toBe(200);
    expect((await smirnov.json('GET', `/api/students/${dima}/marks?from=2026-11-01&to=2026-11-24`)).statusCode).toBe(
      200,
    );
    school.world.set('2026-11-24T12:30:00+03:00');
  });

  test('the class teacher is told, without health', async () => {
    await query(school, `delete from notice where kind = 'movement'`);
    await move('2026-11-10');
    const told = await query<{ login: string; facts: Record<string, unknown> }>(
      school,
      `select p.login, n.facts from notice n join person p on p.id = n.reader_id where n.kind = 'movement' order by p.login = 'ivanova' desc`,
    );
    expect(told).toHaveLength(2);
    expect(told[0]!.login).toBe('ivanova');
    const said = (place: number) => school.press.screen('notices/movement', { notices: [told[place]!.facts] }).text;
    expect(said(0)).toContain('Из класса 5Б выбывает: Смирнов Дмитрий');
    expect(said(1)).toContain('В 5А приходит: Смирнов Дмитрий');
  });
});

describe('what is not so', () => {
  test('one day holds one event; nothing overlaps; nobody leaves before coming', async () => {
    await move('2026-11-10');
    for (const day of ['2026-11-10', '2026-11-09', '2026-09-01'])
      expect(await refusalOf(leave(day)), day).toMatchObject({ reason: 'movement/day-early', field: 'day' });
    expect(await refusalOf(move('2026-11-20'))).toMatchObject({ reason: 'movement/same-class' });
    expect(await refusalOf(back('2026-11-20'))).toMatchObject({ kind: 'conflict', reason: 'movement/in-class' });
  });

  test('days outside of the year, far ahead, and orders without number or of tomorrow', async () => {
    expect(await refusalOf(leave('2027-06-30'))).toMatchObject({ reason: 'movement/day-far' });
    expect(await refusalOf(leave('2026-08-31'))).toMatchObject({ reason: 'movement/day-outside' });
    expect(await refusalOf(leave('30 ноября'))).toMatchObject({ reason: 'movement/day' });
    const odd = (more: object) =>
      refusalOf(school.as('kuznetsov', act => letGo(act, dima, { ...order, day: '2026-11-24', ...more })));
    expect(await odd({ orderNumber: ' ' })).toMatchObject({ field: 'orderNumber' });
    expect(await odd({ orderDate: '2026-11-25' })).toMatchObject({ field: 'orderDate' });
    expect(await odd({ place: 'я'.repeat(201) })).toMatchObject({ field: 'place' });
  });

  test('a year that is over stays as it was', async () => {
    await query(school, `insert into school_year (first_day, last_day) values ('2027-09-01', '2028-05-26')`);
    school.world.set('2027-09-02T09:00:00+03:00');
    expect(
      await refusalOf(
        school.as('kuznetsov', act => letGo(act, dima, { ...order, day: '2027-09-02', orderDate: '2027-09-01' })),
      ),
    ).toMatchObject({ kind: 'conflict', reason: 'movement/year-over' });
    school.world.set('2026-11-24T12:30:00+03:00');
    await query(school, `delete from school_year where first_day = '2027-09-01'`);
  });

  test('movement is entered by registrar and deputy; Иванова reads that of 5Б and of no other class', async () => {
    for (const login of ['ivanova', 'sokolova', 'petrova'])
      expect(await refusalOf(move('2026-11-10', login)), login).toMatchObject({ reason: 'not-allowed/keepMovement' });
    await move('2026-11-24', 'morozov');
    expect((await school.as('ivanova', act => studentMovement(act, dima))).mayKeep).toBe(false);
    expect(await refusalOf(school.as('orlova', act => studentMovement(act, dima)))).toMatchObject({
      kind: 'not-found',
    });
    const view = await school.as('ivanova', act => movement(act, {}));
    expect(view.choices.map(({ name }) => name)).toEqual(['5Б']);
    expect(await refusalOf(school.as('petrova', act => movement(act, {})))).toMatchObject({ kind: 'not-found' });
  });
});

describe('an event entered by mistake', () => {
  test('is taken back with a reason; stays and subgroups are as before, the log keeps it', async () => {
    const id = await move('2026-11-10');
    const takeBack = (reason: string) => school.as('kuznetsov', act => takeBackMovement(act, id, reason));
    expect(await refusalOf(takeBack(' '))).toMatchObject({ field: 'reason' });
    await takeBack('Приказ был о другом ученике');
    expect((await stays()).map(({ name, until }) => [name, until])).toEqual([['5Б', null]]);
    expect(await memberships()).toEqual(subgroups);
    const { log } = await school.as('kuznetsov', act => studentMovement(act, dima));
    expect(log).toMatchObject([
      { deed: 'moved', reason: 'Приказ был о другом ученике', takenBackBy: 'Кузнецов И. С.', last: false },
    ]);
    expect(await refusalOf(takeBack('Ещё раз'))).toMatchObject({ reason: 'movement/taken-back' });
    expect(await school.house.asHouse(act => verifyLog(act))).toMatchObject({ whole: true });
  });

  test('only as the last one', async () => {
    const first = await move('2026-11-10');
    await leave('2026-11-20');
    expect(await refusalOf(school.as('kuznetsov', act => takeBackMovement(act, first, 'Ошибка')))).toMatchObject({
      reason: 'movement/not-last',
    });
  });
});

describe('a newcomer', () => {
  const lev = {
    ...{ familyName: 'Быстров', givenName: 'Лев', patronymic: 'Ильич', sex: 'male', birthday: '2015-03-04' },
    ...{ ...order, day: '2026-11-24', place: 'Школа № 4, Азов', parent: 'Быстрова Инна Олеговна', kinship: 'mother' },
  };
  test('gets an account, a parent, a class and subgroups', async () => {
    const id = await school.as('kuznetsov', act => enrolNew(act, { ...lev, classId: fifthB }));
    const view = await school.as('ivanova', act => studentMovement(act, id));
    expect(view).toMatchObject({
      name: 'Быстров Лев Ильич',
      className: '5Б',
      stays: [{ arrival: 'enrolled', cameFrom: 'Школа № 4, Азов' }],
    });
    const rows = await query<{ login: string; kind: string }>(
      school,
      `select p.login, g.kind from guardianship g join person p on p.id = g.parent_id where g.student_id = :id`,
      { id },
    );
    expect(rows).toEqual([{ login: 'bystrova.i', kind: 'mother' }]);
    const again = school.as('kuznetsov', act => enrolNew(act, { ...lev, classId: fifthB, givenName: 'лев' }));
    expect(await refusalOf(again)).toMatchObject({ reason: 'movement/known-student' });
    const namesake = school.as('kuznetsov', act =>
      enrolNew(act, { ...lev, givenName: 'Артём', classId: fifthB, parent: 'Петрова Ольга Николаевна' }),
    );
    expect(await refusalOf(namesake)).toMatchObject({ reason: 'movement/known-parent', facts: { login: 'petrova' } });
  });
});

test('the list of the year so far: of a class its moves count, of the school they don’t', async () => {
  await query(
    school,
    `delete from enrolment where student_id in (select s.id from student s join person p on p.id = s.person_id where p.family_name = 'Быстров')`,
  );
  const before = await school.as('sokolova', act => movement(act, {}));
  await move('2026-11-10');
  await leave('2026-11-20');
  const { school: all, classes, events, parallels } = await school.as('sokolova', act => movement(act, {}));
  // The sample school: Чайкин came into 6А in October, one moved from 8А to 8Б, one left 7А.
  expect([before.school.arrived, before.school.left]).toEqual([1, 1]);
  expect(all).toEqual({ ...before.school, left: 2, end: before.school.end - 1 });
  const of = (name: string) => classes.find(({ className }) => className === name)!;
  expect([of('5Б').left, of('5А').arrived, of('5А').left]).toEqual([1, 1, 1]);
  expect(parallels.find(({ grade }) => grade === 5)).toMatchObject({ arrived: 0, left: 1 });
  expect(
    events.filter(({ studentId }) => studentId === dima).map(({ kind, day, from, to }) => [kind, day, from, to]),
  ).toEqual([
    ['moved', '2026-11-10', '5Б', '5А'],
    ['left', '2026-11-20', '5А', null],
  ]);
  for (const one of [all, ...classes, ...parallels]) expect(one.start + one.arrived - one.left).toBe(one.end);
});

describe('at the doors', () => {
  test('Кузнецов moves Дима on the page, chooses the subgroup, and is told what will not do', async () => {
    const kuznetsov = await school.browser('kuznetsov');
    const address = `/movement/students/${dima}`;
    const chosen = await kuznetsov.get(`${address}?class=${fifthA}&day=2026-11-24`);
    expect(chosen.body).toContain('Подгруппа: ');
    const refused = await kuznetsov.post(address, {
      deed: 'moved',
      class: `${fifthA}`,
      day: '',
      orderNumber: '45-у',
      orderDate: '2026-11-20',
    });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('Укажите день движения');
    const done = await kuznetsov.post(address, {
      deed: 'moved',
      class: `${fifthA}`,
      day: '2026-11-24',
      orderNumber: '45-у',
      orderDate: '2026-11-20',
    });
    expect(done.statusCode).toBe(303);
    const page = await kuznetsov.get(`/people/${await school.person('masha')}`);
    expect(page.body).toContain('Перевести или записать выбытие');
    const list = await kuznetsov.get('/movement?from=2026-11-01&to=2026-11-24');
    expect(list.body).toContain('Смирнов Дмитрий');
    expect((await kuznetsov.get('/movement?from=2026-12-01&to=2026-11-24')).body).toContain(
      'первый не позже последнего',
    );
  });

  test('a program does the same, and reads the figures', async () => {
    const morozov = await school.browser('morozov');
    const body = { ...order, day: '2026-11-24', classId: fifthA };
    const moved = await morozov.json('POST', `/api/movement/students/${dima}/move`, body);
    expect(moved.statusCode).toBe(201);
    const taken = await morozov.json('POST', `/api/movement/lines/${moved.json().id}/withdrawal`, { reason: 'Ошибка' });
    expect(taken.statusCode).toBe(204);
    const { classes } = (await morozov.json('GET', `/api/movement?classId=${fifthB}`)).json();
    expect(classes).toHaveLength(1);
    const book = await morozov.get('/movement/book');
    expect(book.headers['content-disposition']).toContain('movement-2026-09-01-2026-11-24.xlsx');
  });
});
