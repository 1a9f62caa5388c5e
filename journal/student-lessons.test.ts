import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addLesson, query, refusalOf, type SmallClass, smallClass, studentOf } from '#test/journal.ts';
import { standIn } from '#test/substitution.ts';
import { studentHomework } from './student-homework.ts';
import { studentLessons } from './student-lessons.ts';

let school: TestSchool;
let chess: SmallClass;
let anna: number;
let wednesday: number;
beforeAll(async () => {
  school = await openTestSchool();
  chess = await smallClass(school);
  [anna] = chess.students;
  const add = (lesson: Parameters<typeof addLesson>[2]) => addLesson(school, chess.courseId, lesson);
  await add({ day: '2026-11-19', slot: 1, homework: 'Давно' });
  await add({ day: '2026-11-23', slot: 1, homework: 'Задачи 1–3' });
  await add({ day: '2026-11-23', slot: 2 });
  wednesday = await add({ day: '2026-11-25', slot: 2, homework: 'К пятнице' });
  await add({ day: '2026-11-25', slot: 3 });
  await add({ day: '2026-11-26', slot: 1, noHomework: true });
  await add({ day: '2026-11-27', slot: 1 });
});
afterAll(() => school.close());

const homework = (day: `${number}-${number}-${number}`) =>
  school.as('fedorova', act => studentHomework(act, anna, day));
const lessons = (day: `${number}-${number}-${number}`, student = anna) =>
  school.as('morozov', act => studentLessons(act, student, day));

test('homework is due on the next day of the subject, once for a double lesson', async () => {
  expect(await homework('2026-11-25')).toMatchObject({ isSchoolDay: true, next: '2026-11-26' });
  expect((await homework('2026-11-25')).tasks).toMatchObject([
    { subject: 'Шахматы', lessonId: wednesday, homework: 'Задачи 1–3', givenOn: '2026-11-23', resources: [] },
  ]);
  expect((await homework('2026-11-26')).tasks.map(task => task.homework)).toEqual(['К пятнице']);
  expect((await homework('2026-11-24')).tasks).toEqual([]);
});

test('«не задано» is said, nothing recorded is not', async () => {
  expect((await homework('2026-11-27')).tasks.map(task => [task.homework, task.givenOn])).toEqual([
    [null, '2026-11-26'],
  ]);
  await query(school, `update lesson set no_homework = false where day = '2026-11-26' and course_id = :courseId`, {
    courseId: chess.courseId,
  });
  expect((await homework('2026-11-27')).tasks).toEqual([]);
});

test('the timetable of a day is the real one, with who stands in', async () => {
  await standIn(school, { lessonId: wednesday });
  const { lessons: found, isSchoolDay } = await lessons('2026-11-25');
  expect(isSchoolDay).toBe(true);
  expect(found.map(({ slot, startsAt, teacher, substituted }) => ({ slot, startsAt, teacher, substituted }))).toEqual([
    { slot: 2, startsAt: '09:20', teacher: 'Волков Д. О.', substituted: true },
    { slot: 3, startsAt: '10:15', teacher: 'Иванова Н. П.', substituted: false },
  ]);
});

test('a student has the lessons of their own subgroup alone', async () => {
  const masha = await studentOf(school, 'Петрова Мария');
  const { lessons: found } = await lessons('2026-11-24', masha);
  const slots = found.map(({ slot }) => slot);
  expect(found.length).toBeGreaterThan(3);
  expect(new Set(slots).size).toBe(slots.length);
  const english = await query<{ id: number }>(
    school,
    `select l.id from lesson l join course c on c.id = l.course_id join subgroup_member sm on sm.subgroup_id = c.subgroup_id
     where l.day between '2026-11-23' and '2026-11-27' and sm.student_id = :masha`,
    { masha },
  );
  const week = await Promise.all(
    (['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27'] as const).map(day => lessons(day, masha)),
  );
  const all = week.flatMap(view => view.lessons.map(({ lessonId }) => lessonId));
  expect(english.every(({ id }) => all.includes(id))).toBe(true);
});

test('a Sunday has no lessons, and strangers are told of no student', async () => {
  expect(await lessons('2026-11-22')).toMatchObject({ isSchoolDay: false, next: '2026-11-23', lessons: [] });
  for (const ask of [studentLessons, studentHomework]) {
    const work = school.as('petrova', act => ask(act, anna, '2026-11-25') as Promise<unknown>);
    expect(await refusalOf(work)).toMatchObject({ kind: 'not-found' });
  }
});
