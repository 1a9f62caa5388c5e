import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Day } from '#school/calendar.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addLesson, query, refusalOf, type SmallClass, smallClass } from '#test/journal.ts';
import { beginHistory } from '../history/opening.ts';
import { verifyLog } from '../history/verify-log.ts';
import { lesson } from '../lesson.ts';
import { markAbsence, markAbsences } from '../mark-absence.ts';
import { attendanceMonth } from './attendance-month.ts';
import { giveReason, type ReasonsEntry } from './give-reason.ts';

let school: TestSchool;
let chess: SmallClass;
let anna: number;
let boris: number;
let vera: number;
const lessons = new Map<Day, number>();
const days = ['2026-11-18', '2026-11-19', '2026-11-20', '2026-11-23'] as const;
beforeAll(async () => {
  school = await openTestSchool();
  chess = await smallClass(school);
  [anna, boris, vera] = chess.students;
  await school.house.asHouse(beginHistory);
  for (const day of days) lessons.set(day, await addLesson(school, chess.courseId, { day, slot: 1 }));
  for (const day of days)
    await school.as('ivanova', act =>
      markAbsences(act, lessons.get(day)!, [
        { studentId: anna, kind: 'н' },
        { studentId: boris, kind: day === '2026-11-20' ? 'оп' : 'н' },
      ]),
    );
});
afterAll(() => school.close());

const give = (entry: Partial<ReasonsEntry>, login = 'fedorova') =>
  school.as(login, act =>
    giveReason(act, {
      ...{ classId: chess.id, studentIds: [anna, boris], from: '2026-11-18', to: '2026-11-20', kind: 'ill' },
      ...entry,
    }),
  );
const seen = async (studentId: number) => {
  const kinds = [];
  for (const id of lessons.values()) {
    const view = await school.as('ivanova', act => lesson(act, id));
    kinds.push(view.students.find(student => student.id === studentId)!.absence);
  }
  return kinds;
};

test('Фёдорова turns the «н» of two students on three days into «б»; who was late or there stays so', async () => {
  expect(await give({ studentIds: [anna, boris, vera] })).toBe(5);
  expect(await seen(anna)).toEqual(['ill', 'ill', 'ill', 'unknown']);
  expect(await seen(boris)).toEqual(['ill', 'ill', 'late', 'unknown']);
  expect(await seen(vera)).toEqual([null, null, null, null]);
});

test('she changes her mind for one of them; the same again changes nothing', async () => {
  expect(await give({ studentIds: [boris], kind: 'unexcused' })).toBe(2);
  expect(await give({ studentIds: [boris], kind: 'unexcused' })).toBe(0);
  expect(await seen(boris)).toEqual(['unexcused', 'unexcused', 'late', 'unknown']);
  const rows = await query(
    school,
    `select a.kind, p.login, a.replaced_at is null as current from absence a join person p on p.id = a.by_id
     where a.student_id = :boris and a.lesson_id = :id order by a.id`,
    { boris, id: lessons.get('2026-11-18')! },
  );
  expect(rows).toEqual([
    { kind: 'unknown', login: 'ivanova', current: false },
    { kind: 'ill', login: 'fedorova', current: false },
    { kind: 'unexcused', login: 'fedorova', current: true },
  ]);
});

test('the history has a line for each lesson and stays whole', async () => {
  const lines = await query<{ after: { kind: string } }>(
    school,
    `select after from change where by_id = :fedorova and deed = 'absence' order by id`,
    { fedorova: await school.person('fedorova') },
  );
  expect(lines.map(({ after }) => after.kind)).toEqual([...Array(5).fill('ill'), 'unexcused', 'unexcused']);
  expect(await school.house.asHouse(act => verifyLog(act))).toMatchObject({ whole: true });
});

test('families hear nothing of a reason: it may be health', async () => {
  const told = () => query(school, `select id from notice where kind <> 'mark' order by id`);
  const before = await told();
  await give({ kind: 'valid' });
  expect(await told()).toEqual(before);
  await give({ kind: 'ill' });
});

test('the teacher’s «н» once more leaves the reason', async () => {
  await school.as('ivanova', act =>
    markAbsence(act, { lessonId: lessons.get('2026-11-18')!, studentId: anna, kind: 'н' }),
  );
  expect((await seen(anna))[0]).toBe('ill');
});

test('it costs the same for one lesson and for many', async () => {
  const cost = (entry: Partial<ReasonsEntry>) => school.countQueries(() => give(entry));
  const one = await cost({ studentIds: [anna], to: '2026-11-18', kind: 'valid' });
  expect(await cost({ kind: 'valid' })).toBe(one);
  const month = () =>
    school.countQueries(() => school.as('fedorova', act => attendanceMonth(act, chess.id, '2026-11-24')));
  const [own] = await query<{ id: number }>(school, `select id from school_class where grade = 1 and letter = 'А'`);
  const large = () =>
    school.countQueries(() => school.as('fedorova', act => attendanceMonth(act, own!.id, '2026-11-24')));
  // Whose login it is, begin, who acts, four of the month, commit.
  expect([await month(), await large()]).toEqual([8, 8]);
});

describe('is refused', () => {
  test('to everyone but the class teacher', async () => {
    for (const login of ['morozov', 'sokolova'])
      expect(await refusalOf(give({}, login)), login).toMatchObject({ reason: 'not-allowed/giveReason' });
    for (const login of ['ivanova', 'orlova', 'petrova', 'masha', 'kuznetsov'])
      expect(await refusalOf(give({}, login)), login).toMatchObject({ kind: 'not-found' });
  });

  test('without students, without a reason, with days the wrong way round, where nobody is missing', async () => {
    expect(await refusalOf(give({ studentIds: [] }))).toMatchObject({
      reason: 'absence/no-students',
      field: 'student',
    });
    for (const kind of ['unknown', 'late', 'осв.', ''])
      expect(await refusalOf(give({ kind }))).toMatchObject({ reason: 'absence/reason' });
    expect(await refusalOf(give({ from: '2026-11-20', to: '2026-11-18' }))).toMatchObject({ reason: 'days' });
    expect(await refusalOf(give({ studentIds: [vera] }))).toMatchObject({ reason: 'absence/none-there' });
  });

  test('in a period closed by order, though not for age', async () => {
    const old = await addLesson(school, chess.courseId, { day: '2026-11-10', slot: 1 });
    await query(
      school,
      `insert into absence (lesson_id, student_id, kind, by_id, at) select :old, :anna, 'unknown', id, now() from person where login = 'ivanova'`,
      { old, anna },
    );
    expect(await give({ studentIds: [anna], from: '2026-11-10', to: '2026-11-10' })).toBe(1);
    await query(school, 'update period set closed_at = now()');
    expect(await refusalOf(give({ kind: 'unexcused' }))).toMatchObject({ reason: 'lesson/period-closed' });
    await query(school, 'update period set closed_at = null');
  });

  test('for another class than one’s own, whoever the students are', async () => {
    const [other] = await query<{ id: number }>(school, `select id from school_class where grade = 5 and letter = 'Б'`);
    expect(await refusalOf(give({ classId: other!.id }))).toMatchObject({ kind: 'not-found' });
    const [own] = await query<{ id: number }>(school, `select id from school_class where grade = 1 and letter = 'А'`);
    expect(await refusalOf(give({ classId: own!.id }))).toMatchObject({ reason: 'absence/none-there' });
  });
});
