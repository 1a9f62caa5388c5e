import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sendOut } from '#school/tellings/send-out.ts';
import { markedClass } from '#test/finals.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addLesson, addMark, query, refusalOf, type SmallClass } from '#test/journal.ts';
import { addCourse } from '#test/reports.ts';
import { linesOf } from '#test/sheets.ts';
import { runReport } from '../reports/run-report.ts';
import { classNotices } from './class-notices.ts';
import { confirmNotice, familyNotice, unconfirmedNotices } from './family-notices.ts';
import { noticePaper } from './notice-paper.ts';
import { paperReturned, takeBackNotice } from './take-back.ts';
import { type Telling, tellParents } from './tell-parents.ts';
import { noticeTraces } from './traces.ts';

// 3К of Фёдорова. Шашки (Орлова): Анна 2 2 3 and a work overdue, (2 + 2 + 3 + 2) / 4 = 2,25; Борис 2 2 2; Вера 2 3 3 2 = 2,50, borderline.
// Шахматы are those of markedClass: Анна 4,44, borderline at 4,50; Борис has too few, Вера 4,33.
// Анна's mother is Петрова, who was on the site today, and her father Смирнов; Борис has Козлова, whom nothing reaches; Вера nobody.
let school: TestSchool;
let small: SmallClass;
let [anna, boris, vera] = [0, 0, 0];
beforeAll(async () => {
  school = await openTestSchool();
  small = await markedClass(school);
  [anna, boris, vera] = small.students;
  const draughts = await addCourse(school, small.id, { subject: 'Шашки', teacher: 'orlova' });
  const lessons: number[] = [];
  for (const day of ['2026-11-10', '2026-11-12', '2026-11-17', '2026-11-19'] as const)
    lessons.push(await addLesson(school, draughts, { day }));
  for (const [studentId, values] of [
    [anna, [2, 2, 3]],
    [boris, [2, 2, 2]],
    [vera, [2, 3, 3, 2]],
  ] as const)
    for (const [index, value] of values.entries())
      await addMark(school, { lessonId: lessons[index]!, studentId, value });
  await query(
    school,
    `insert into mark (lesson_id, student_id, position, owed, due_on, work_kind_id, by_id, at)
     select :lesson, :anna, 1, true, '2026-11-20', 1, id, '2026-11-19T10:00:00Z' from person where login = 'orlova'`,
    { lesson: lessons[3], anna },
  );
  await query(school, `delete from session`);
  await query(
    school,
    `update chat set ended_at = now(), end_reason = 'left' where person_id = (select id from person where login = 'kozlova')`,
  );
  for (const [login, student] of [
    ['petrova', anna],
    ['smirnov', anna],
    ['kozlova', boris],
  ] as const)
    await query(
      school,
      `insert into guardianship (parent_id, student_id, kind, since) select id, :student, 'mother', '2026-09-01' from person where login = :login`,
      { login, student },
    );
  await school.browser('petrova');
});
afterAll(() => school.close());

const list = (login = 'fedorova') => school.as(login, act => classNotices(act, { classId: small.id }));
const tell = (telling: Partial<Telling>, login = 'fedorova') =>
  school.as(login, act => tellParents(act, { classId: small.id, way: 'sent', students: [anna], ...telling }));
const traceOf = async (id: number) => (await school.as('fedorova', act => noticeTraces(act, { ids: [id] })))[0]!;
const later = (minutes: number) =>
  school.world.set(new Date(school.world.now().getTime() + minutes * 60_000).toISOString());
const courier = () => school.house.asHouse(act => sendOut(act));
const informedInForm4 = async () => {
  const { view } = await school.as('morozov', act => runReport(act, 'preliminary-results', { of: String(small.id) }));
  const document = school.press.sheets('preliminary-results', view);
  return linesOf(document, 2).map(line => line.replaceAll('\u00a0', ' ').split(' | ').at(-1));
};

describe('the list of whom to tell', () => {
  test('has who fails and who is borderline, with means, thresholds and works owed', async () => {
    const { students, untold, untoldReached, mayTell } = await list();
    expect(students.map(({ student, failing, onlyPaper }) => [student, failing, onlyPaper])).toEqual([
      ['Арсеньева Анна', true, false],
      ['Быков Борис', true, true],
      ['Волошина Вера', false, true],
    ]);
    expect(students[0]!.subjects).toEqual([
      {
        ...{ subject: 'Шашки', teacher: 'Орлова М. А.', failing: true, mark: 2, expected: true, mean: 225, marks: 4 },
        ...{ threshold: null, owed: { waiting: 0, overdue: 1 } },
      },
      {
        ...{
          subject: 'Шахматы',
          teacher: 'Иванова Н. П.',
          failing: false,
          mark: 4,
          expected: true,
          mean: 444,
          marks: 4,
        },
        ...{ threshold: 450, owed: { waiting: 0, overdue: 0 } },
      },
    ]);
    expect(students[2]!.subjects).toMatchObject([
      { subject: 'Шашки', failing: false, mark: 3, mean: 250, threshold: 250 },
    ]);
    expect({ untold, untoldReached, mayTell }).toEqual({ untold: 2, untoldReached: 1, mayTell: true });
  });

  test('is seen by the class teacher, deputy and director; only the class teacher tells', async () => {
    for (const login of ['morozov', 'sokolova']) expect((await list(login)).mayTell).toBe(false);
    for (const login of ['ivanova', 'kuznetsov', 'volkov', 'petrova', 'masha'])
      expect((await refusalOf(list(login))).kind, login).toBe('not-found');
    expect((await refusalOf(tell({}, 'morozov'))).reason).toBe('not-allowed/tellParents');
    expect((await refusalOf(tell({}, 'ivanova'))).kind).toBe('not-found');
  });
});

describe('a notice sent', () => {
  let first: number;

  test('goes to both parents of record, after five minutes, and to nobody whom it does not concern', async () => {
    [first] = (await tell({})) as [number];
    const notices = await query<{ login: string; wait: number }>(
      school,
      `select p.login, extract(epoch from n.due_at - n.at)::int / 60 as wait from notice n join person p on p.id = n.reader_id
       where n.kind = 'parent-notice' and n.subject = 'parent-notice:' || :first order by p.login`,
      { first },
    );
    expect(notices).toEqual([
      { login: 'petrova', wait: 5 },
      { login: 'smirnov', wait: 5 },
    ]);
    expect(await courier()).toBe(0);
    expect(await traceOf(first)).toMatchObject({ state: 'waiting', mayTakeBack: true, by: 'Фёдорова С. И.' });
  });

  test('is taken back before it goes out: the parents have nothing, the trace says so, and it may be sent anew', async () => {
    expect((await refusalOf(school.as('morozov', act => takeBackNotice(act, first)))).kind).toBe('not-allowed');
    await school.as('fedorova', act => takeBackNotice(act, first));
    expect(await traceOf(first)).toMatchObject({ state: 'taken-back', takenBack: { by: 'Фёдорова С. И.' } });
    expect(await query(school, `select 1 from notice where kind = 'parent-notice'`)).toEqual([]);
    expect((await refusalOf(school.as('petrova', act => familyNotice(act, first)))).kind).toBe('not-found');
    const again = await refusalOf(school.as('fedorova', act => takeBackNotice(act, first)));
    expect(again.reason).toBe('parent-notice/taken-back');
    [first] = (await tell({})) as [number];
  });

  test('is not sent a second time by mistake: it says when it was sent, and only who has seen that sends again', async () => {
    const refused = await refusalOf(tell({}));
    expect(refused).toMatchObject({ kind: 'conflict', reason: 'parent-notice/told' });
    expect(school.press.sentence(`refusals/${refused.reason}`, refused.facts).replaceAll('\u00a0', ' ')).toBe(
      'Арсеньева Анна: отправлено 24 ноября в 12:30. Отправить ещё раз?',
    );
    const [second] = await tell({ again: [first] });
    expect((await refusalOf(tell({ again: [first] }))).reason).toBe('parent-notice/told');
    await school.as('fedorova', act => takeBackNotice(act, second!));
  });

  test('that has gone out is taken back no more', async () => {
    later(6);
    expect(await courier()).toBe(2);
    const refused = await refusalOf(school.as('fedorova', act => takeBackNotice(act, first)));
    expect(refused.reason).toBe('parent-notice/gone-out');
    expect(await informedInForm4()).toEqual(['отправлено 24 ноября, ещё не прочитано; Фёдорова С. И.', '']);
  });

  test('is read and confirmed by its parents alone, once; form 4 shows the day', async () => {
    for (const login of ['kozlova', 'masha', 'fedorova', 'sokolova'])
      expect((await refusalOf(school.as(login, act => familyNotice(act, first)))).kind, login).toBe('not-found');
    expect(await school.as('petrova', act => familyNotice(act, first))).toMatchObject({
      ...{ student: 'Арсеньева Анна', className: '3К', teacher: 'Фёдорова С. И.', confirmedAt: null },
    });
    expect(await informedInForm4()).toEqual(['прочитано 24 ноября; отправлено 24 ноября, Фёдорова С. И.', '']);
    expect(await school.as('petrova', act => unconfirmedNotices(act, anna))).toHaveLength(1);
    later(24 * 60);
    const { confirmedAt } = await school.as('petrova', act => confirmNotice(act, first, 'page'));
    later(60);
    expect(await school.as('petrova', act => confirmNotice(act, first, 'telegram'))).toMatchObject({ confirmedAt });
    expect(await school.as('petrova', act => unconfirmedNotices(act))).toEqual([]);
    expect(await traceOf(first)).toMatchObject({
      state: 'confirmed',
      parents: [
        { parent: 'Петрова О. Н.', confirmedAt, through: 'page' },
        { parent: expect.stringContaining('Смирнов'), confirmedAt: null, readAt: null },
      ],
    });
    expect(await informedInForm4()).toEqual(['ознакомлены 25 ноября; отправлено 24 ноября, Фёдорова С. И.', '']);
  });

  test('is closed to a parent whose child it is no more', async () => {
    const until = (day: string | null) =>
      query(
        school,
        `update guardianship set until = :day where student_id = :anna and parent_id = (select id from person where login = 'smirnov')`,
        { day, anna },
      );
    await until('2026-11-24');
    expect((await refusalOf(school.as('smirnov', act => familyNotice(act, first)))).kind).toBe('not-found');
    expect(await school.as('smirnov', act => unconfirmedNotices(act))).toEqual([]);
    await until(null);
  });
});

describe('a notice on paper', () => {
  let paper: number;

  test('is for whom nothing sent reaches: sending refuses and says so', async () => {
    const refused = await refusalOf(tell({ students: [anna, boris] }));
    expect(refused).toMatchObject({ reason: 'parent-notice/only-paper', facts: { names: ['Быков Борис'] } });
  });

  test('is printed for all who have not been told: two halves on a page', async () => {
    [paper] = (await tell({ way: 'paper', students: 'untold' })) as [number];
    expect(await traceOf(paper)).toMatchObject({ studentId: boris, state: 'printed', parents: [] });
    const [ofVera] = await tell({ way: 'paper', students: [vera] });
    const view = await school.as('fedorova', act => noticePaper(act, [ofVera!, paper]));
    const { sheets } = school.press.sheets('parent-notice', view);
    expect(sheets.map(({ tab, half }) => [tab, half])).toEqual([
      ['Быков Борис', true],
      ['Волошина Вера', true],
    ]);
    // Subject, teacher, marks, mean, mark, threshold, works owed.
    expect(linesOf({ ...school.press.sheets('parent-notice', view), sheets: [sheets[1]!] })).toEqual([
      'Шашки | Орлова М. А. | 4 | 2,50 | 3* | 2,50 | 0',
    ]);
    for (const login of ['ivanova', 'petrova', 'kuznetsov'])
      expect((await refusalOf(school.as(login, act => noticePaper(act, [paper])))).kind, login).toBe('not-found');
    await school.as('fedorova', act => takeBackNotice(act, ofVera!));
  });

  test('says what it said on its day, whatever comes after', async () => {
    await query(
      school,
      `delete from mark where student_id = :boris and id = (select max(id) from mark where student_id = :boris)`,
      { boris },
    );
    const { notices } = await school.as('fedorova', act => noticePaper(act, [paper]));
    expect(notices[0]!.rows[0]!.cells).toMatchObject({ mean: 200, marks: 3 });
  });

  test('comes back signed: the day between the printing and today, corrected where it was wrong', async () => {
    const back = (day: string, login = 'fedorova') => school.as(login, act => paperReturned(act, paper, day));
    for (const day of ['2026-11-24', '2026-11-27', 'вчера', ''])
      expect((await refusalOf(back(day))).field, day).toBe('day');
    expect((await refusalOf(back('2026-11-25', 'morozov'))).kind).toBe('not-allowed');
    later(2 * 24 * 60);
    await back('2026-11-26');
    await back('2026-11-27');
    expect(await traceOf(paper)).toMatchObject({
      state: 'signed',
      returned: { on: '2026-11-27', by: 'Фёдорова С. И.' },
    });
    const refused = await refusalOf(school.as('fedorova', act => takeBackNotice(act, paper)));
    expect(refused.reason).toBe('parent-notice/came-back');
  });
});

test('nobody is told who is not on the list, and of nobody nothing', async () => {
  expect((await refusalOf(tell({ students: [] }))).reason).toBe('parent-notice/nobody');
  const [masha] = await query<{ id: number }>(
    school,
    `select s.id from student s join person p on p.id = s.person_id where p.login = 'masha'`,
  );
  expect((await refusalOf(tell({ students: [anna, masha!.id] }))).reason).toBe('parent-notice/not-listed');
});

test('the number of queries does not grow with the class', async () => {
  const [class5b] = await query<{ id: number }>(school, `select id from school_class where grade = 5 and letter = 'Б'`);
  const count = (classId: number) =>
    school.countQueries(() => school.as('morozov', act => classNotices(act, { classId })));
  expect(await count(class5b!.id)).toBe(await count(small.id));
});
