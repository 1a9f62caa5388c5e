import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Day } from '#school/calendar.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addLesson, query, refusalOf, type SmallClass, smallClass } from '#test/journal.ts';
import { fillLesson } from './fill-lesson.ts';
import { dueChoices } from './homework-due.ts';
import { lesson } from './lesson.ts';
import { studentHomework } from './student-homework.ts';

let school: TestSchool;
let chess: SmallClass;
let [monday, tuesday, thursday, friday] = [0, 0, 0, 0];
beforeAll(async () => {
  school = await openTestSchool();
  chess = await smallClass(school);
  const add = (day: Day) => addLesson(school, chess.courseId, { day, slot: 4 });
  [monday, tuesday, thursday, friday] = [
    await add('2026-11-23'),
    await add('2026-11-24'),
    await add('2026-11-26'),
    await add('2026-11-27'),
  ];
});
afterAll(() => school.close());

const fill = (id: number, entry: object) => school.as('ivanova', act => fillLesson(act, id, entry));
const due = async (day: Day) => {
  const { tasks } = await school.as('morozov', act => studentHomework(act, chess.students[0], day));
  return tasks.map(({ homework, givenOn }) => [homework, givenOn]);
};

describe('homework', () => {
  test('is due at the next lesson of the course, or at a later one that the teacher names', async () => {
    await fill(monday, { homework: 'Мат в два хода' });
    expect(await due('2026-11-24')).toEqual([['Мат в два хода', '2026-11-23']]);
    await fill(monday, { homeworkForId: thursday });
    await fill(tuesday, { homework: 'Разобрать партию' });
    expect(await due('2026-11-24')).toEqual([]);
    expect(await due('2026-11-26')).toEqual([
      ['Мат в два хода', '2026-11-23'],
      ['Разобрать партию', '2026-11-24'],
    ]);
    expect(await due('2026-11-27')).toEqual([]);
  });

  test('«не задано» is told only where nothing else is due', async () => {
    await fill(tuesday, { homework: null, noHomework: true });
    expect(await due('2026-11-26')).toEqual([['Мат в два хода', '2026-11-23']]);
    await fill(monday, { homeworkForId: null });
    expect(await due('2026-11-26')).toEqual([[null, '2026-11-24']]);
    await fill(monday, { homeworkForId: thursday });
  });

  test('stands at the lesson for which it is due, for the teacher too', async () => {
    const view = await school.as('ivanova', act => lesson(act, thursday));
    expect(view.previousHomework).toMatchObject({ lessonId: monday, homework: 'Мат в два хода' });
    const [, , third] = await school.as('ivanova', act =>
      dueChoices(act, { courseId: chess.courseId, day: '2026-11-23' }),
    );
    expect(third).toEqual({ lessonId: friday, day: '2026-11-27', slot: 4 });
  });

  test('is due at no earlier lesson, no lesson of another course, and at none once it is taken back', async () => {
    const [foreign] = await query<{ id: number }>(
      school,
      `select id from lesson where day = '2026-11-27' and course_id <> :courseId limit 1`,
      { courseId: chess.courseId },
    );
    for (const homeworkForId of [monday, tuesday, foreign!.id, 999_999]) {
      const refused = await refusalOf(fill(tuesday, { homework: 'Пешки', homeworkForId }));
      expect(refused.details[0] ?? refused).toMatchObject({ reason: 'lesson/homework-for', field: 'homeworkFor' });
    }
    await fill(monday, { homework: null });
    expect((await school.as('ivanova', act => lesson(act, monday))).homeworkForId).toBeNull();
  });
});
