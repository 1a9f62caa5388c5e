import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Day } from '#school/calendar.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addLesson, addMark, query, refusalOf, type SmallClass, smallClass } from '#test/journal.ts';
import { findLesson } from '../lesson-head.ts';
import { controlWarnings } from './control-warnings.ts';
import { controlKinds, planControl } from './plan-control.ts';

let school: TestSchool;
let chess: SmallClass;
let kind: number;
let drawing: number;
beforeAll(async () => {
  school = await openTestSchool();
  chess = await smallClass(school);
  kind = (await school.as('ivanova', act => controlKinds(act)))[0]!.id;
  const [course] = await query<{ id: number }>(
    school,
    `insert into course (school_class_id, subject_id, teacher_id, hours_per_week, graded)
     select :id, (select id from subject where name = 'Математика'), (select id from person where login = 'ivanova'), 1, true returning id`,
    { id: chess.id },
  );
  drawing = course!.id;
});
afterAll(() => school.close());

const plan = (id: number, workKindId: number | null, login = 'ivanova') =>
  school.as(login, act => planControl(act, id, workKindId));
const warnings = (id: number) => school.as('ivanova', async act => controlWarnings(act, await findLesson(act, id)));
/** A lesson of the day between two others of the class. */
const between = async (day: Day) => {
  await addLesson(school, drawing, { day, slot: 1 });
  await addLesson(school, drawing, { day, slot: 7 });
  return addLesson(school, chess.courseId, { day, slot: 4 });
};

describe('a control work', () => {
  test('is planned for a lesson to come and taken off again, with nothing against it', async () => {
    const id = await between('2026-11-25');
    await plan(id, kind);
    expect(await school.as('ivanova', async act => (await findLesson(act, id)).controlId)).toBe(kind);
    expect(await warnings(id)).toEqual([]);
    await plan(id, null);
    expect(await school.as('ivanova', async act => (await findLesson(act, id)).controlId)).toBeNull();
  });

  test('is warned of on a day that has one, as the first or last lesson', async () => {
    const [first, , last] = [
      await addLesson(school, drawing, { day: '2026-11-26', slot: 1 }),
      await addLesson(school, chess.courseId, { day: '2026-11-26', slot: 2 }),
      await addLesson(school, chess.courseId, { day: '2026-11-26', slot: 3 }),
    ];
    expect(await warnings(first)).toEqual([{ kind: 'first-lesson' }]);
    await plan(first, kind);
    expect(await warnings(last)).toEqual([{ kind: 'same-day', subject: 'Математика' }, { kind: 'last-lesson' }]);
    await plan(first, null);
  });

  test('is warned of within 17 days of another of the subject, planned or marked', async () => {
    const given = await addLesson(school, chess.courseId, { day: '2026-11-10', slot: 2 });
    await addMark(school, { lessonId: given, studentId: chess.students[0], value: 4, workKind: kind });
    const near = await between('2026-11-27');
    expect(await warnings(await between('2026-11-30'))).toEqual([]);
    const nearer = await between('2026-11-24');
    expect(await warnings(nearer)).toEqual([{ kind: 'too-soon', day: '2026-11-10' }]);
    // The seventeenth day after is far enough.
    expect(await warnings(near)).toEqual([]);
    await plan(near, kind);
    expect(await warnings(nearer)).toEqual([{ kind: 'too-soon', day: '2026-11-27' }]);
    await plan(near, null);
  });

  test('is warned of when more than a tenth of the year’s hours would be such', async () => {
    // 2 hours a week are 68 a year: the seventh is too many.
    const id = await between('2026-12-21');
    const days = ['2026-09-01', '2026-09-20', '2026-10-09', '2026-10-28', '2026-11-29'] as const;
    for (const day of days) {
      const lesson = await addLesson(school, chess.courseId, { day, slot: 2 });
      await query(school, 'update lesson set control_id = :kind where id = :lesson', { kind, lesson });
    }
    // With the one of 10 November and this one they are seven.
    expect(await warnings(id)).toEqual([{ kind: 'too-many', controls: 7, hours: 68 }]);
  });

  test('is not planned for what is over, in an ungraded course, of another kind of work, by another teacher', async () => {
    const over = await addLesson(school, chess.courseId, { day: '2026-11-20', slot: 2 });
    const next = await addLesson(school, chess.courseId, { day: '2026-12-14', slot: 2 });
    expect(await refusalOf(plan(over, kind))).toMatchObject({ reason: 'lesson/control-over', field: 'control' });
    expect(await refusalOf(plan(next, 1))).toMatchObject({ reason: 'lesson/control-kind' });
    expect(await refusalOf(plan(next, kind, 'fedorova'))).toMatchObject({ kind: 'not-allowed' });
    expect(await refusalOf(plan(next, kind, 'petrova'))).toMatchObject({ kind: 'not-found' });
    await query(school, 'update course set graded = false where id = :id', { id: chess.courseId });
    const ungraded = await refusalOf(plan(next, kind));
    expect((ungraded.details[0] ?? ungraded).reason).toBe('mark/ungraded');
    await query(school, 'update course set graded = true where id = :id', { id: chess.courseId });
  });
});
