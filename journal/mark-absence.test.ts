import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addLesson, query, refusalOf, type SmallClass, smallClass } from '#test/journal.ts';
import { giveMark } from './give-mark.ts';
import { lesson } from './lesson.ts';
import { markAbsence, markAbsences } from './mark-absence.ts';
import { takeAttendance } from './take-attendance.ts';

let school: TestSchool;
let chess: SmallClass;
let lessonId: number;
let anna: number;
let boris: number;
beforeAll(async () => {
  school = await openTestSchool();
  chess = await smallClass(school);
  lessonId = await addLesson(school, chess.courseId, { day: '2026-11-24', slot: 5 });
  [anna, boris] = chess.students;
});
afterAll(() => school.close());

const miss = (kind: string | null, studentId = anna) =>
  school.as('ivanova', act => markAbsence(act, { lessonId, studentId, kind }));
const seen = () => school.as('ivanova', act => lesson(act, lessonId));
const absenceOf = async (studentId: number) => (await seen()).students.find(({ id }) => id === studentId)!.absence;
const rows = () =>
  query<{ kind: string | null; replaced: boolean }>(
    school,
    `select kind, replaced_at is not null as replaced from absence where lesson_id = :lessonId and student_id = :anna order by id`,
    { lessonId, anna },
  );

test('Иванова enters «н», corrects it into «оп», takes it back; nothing is forgotten', async () => {
  expect((await seen()).attendanceTaken).toBe(false);
  await miss('unknown');
  expect(await absenceOf(anna)).toBe('unknown');
  expect((await seen()).attendanceTaken).toBe(true);
  await miss('оп');
  expect(await absenceOf(anna)).toBe('late');
  await miss(null);
  await miss(null);
  expect(await absenceOf(anna)).toBe(null);
  expect(await rows()).toEqual([
    { kind: 'unknown', replaced: true },
    { kind: 'late', replaced: true },
    { kind: null, replaced: false },
  ]);
});

test('«н» once more leaves the reason that the class teacher found', async () => {
  await miss('н');
  await query(school, `update absence set kind = 'ill' where kind = 'unknown' and student_id = :anna`, { anna });
  const before = await rows();
  await miss('absent');
  expect(await absenceOf(anna)).toBe('ill');
  expect(await rows()).toEqual(before);
  await miss(null);
});

test('«осв.» is refused with clause 3.3, a reason because it is the class teacher’s to give', async () => {
  const no = await refusalOf(miss('осв.'));
  expect(no).toMatchObject({ kind: 'invalid', reason: 'mark/exempt' });
  expect(school.press.sentence(`refusals/${no.reason}`)).toContain('пункт 3.3');
  for (const kind of ['ill', 'valid', 'б', 'нп', 'xyz']) {
    expect(await refusalOf(miss(kind)), kind).toMatchObject({ reason: 'absence/kind' });
  }
});

test('grade 1 keeps its attendance, though it has no marks (3.4)', async () => {
  await query(school, 'update school_class set grade = 1 where id = :id', { id: chess.id });
  await miss('unknown', boris);
  expect(await absenceOf(boris)).toBe('unknown');
  await miss(null, boris);
  await query(school, 'update school_class set grade = 3 where id = :id', { id: chess.id });
});

test('the guards of marks hold for absences: before the lesson, strangers, a mark, a closed journal, other people', async () => {
  const tomorrow = await addLesson(school, chess.courseId, { day: '2026-11-25' });
  const old = await addLesson(school, chess.courseId, { day: '2026-11-16' });
  const at = (lessonId: number, login = 'ivanova', studentId = anna) =>
    refusalOf(school.as(login, act => markAbsence(act, { lessonId, studentId, kind: 'unknown' })));
  expect(await at(tomorrow)).toMatchObject({ reason: 'lesson/not-begun' });
  expect(await at(old)).toMatchObject({ reason: 'lesson/window-over' });
  expect(await at(lessonId, 'ivanova', 2_000_000_000)).toMatchObject({ reason: 'lesson/stranger' });
  expect(await at(lessonId, 'morozov')).toMatchObject({ reason: 'not-allowed/fillLesson' });
  expect(await at(lessonId, 'petrova')).toMatchObject({ kind: 'not-found' });
  await school.as('ivanova', act => giveMark(act, { lessonId, studentId: anna, value: 5 }));
  expect(await at(lessonId)).toMatchObject({
    reason: 'absence/marked',
    facts: { student: 'Арсеньева Анна', value: 5 },
  });
});

test('of several all are written or none', async () => {
  const list = [
    { studentId: boris, kind: 'late' },
    { studentId: anna, kind: 'unknown' },
  ];
  const no = await refusalOf(school.as('ivanova', act => markAbsences(act, lessonId, list)));
  expect(no).toMatchObject({ reason: 'absence/marked' });
  expect(await absenceOf(boris)).toBe(null);
});

test('the roll is called though nobody is missing, once the lesson has begun', async () => {
  const [first, second, tomorrow] = [
    await addLesson(school, chess.courseId, { day: '2026-11-23', slot: 1 }),
    await addLesson(school, chess.courseId, { day: '2026-11-23', slot: 2 }),
    await addLesson(school, chess.courseId, { day: '2026-11-25', slot: 3 }),
  ];
  await school.as('ivanova', act => takeAttendance(act, first));
  await school.as('ivanova', act => markAbsences(act, second, []));
  for (const id of [first, second]) {
    expect((await school.as('ivanova', act => lesson(act, id))).attendanceTaken).toBe(true);
  }
  for (const early of [takeAttendance, (act: never, id: number) => markAbsences(act, id, [])]) {
    const no = await refusalOf(school.as('ivanova', act => early(act as never, tomorrow)));
    expect(no).toMatchObject({ reason: 'lesson/not-begun' });
  }
});
