import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query, refusalOf } from '#test/journal.ts';
import { enterTeacherAbsence } from './enter-teacher-absence.ts';
import { type Decision, settleLessons } from './settle-lessons.ts';
import { teacherAbsence } from './teacher-absence.ts';

// Иванова is ill from Wednesday to Friday; Морозов decides about several of her lessons at once.
let school: TestSchool;
let absence: number;
let lessons: Awaited<ReturnType<typeof teacherAbsence>>['lessons'];
beforeAll(async () => {
  school = await openTestSchool({ queue: () => ({ enqueue: async () => {} }) });
  const ill = { since: '2026-11-25', until: '2026-11-27', teacherId: await school.person('ivanova') } as const;
  absence = await school.as('morozov', act => enterTeacherAbsence(act, ill));
  ({ lessons } = await school.as('morozov', act => teacherAbsence(act, absence)));
});
afterAll(() => school.close());

const settle = (decisions: Decision[]) => school.as('morozov', act => settleLessons(act, absence, decisions));

test('one lesson named twice is refused in words, and nothing is decided', async () => {
  const lessonId = lessons[0]!.lessonId;
  const twice = settle([
    { lessonId, kind: 'cancelled' },
    { lessonId, kind: 'cancelled' },
  ]);
  expect(await refusalOf(twice)).toMatchObject({ kind: 'conflict', reason: 'substitution/settled' });
  expect(await query(school, 'select 1 from substitution where absence_id = :absence', { absence })).toEqual([]);
});

test('who is a teacher only until Wednesday gives no lesson on Friday', async () => {
  const friday = lessons.find(({ day, candidates }) => day === '2026-11-27' && candidates.length > 0)!;
  const wednesday = lessons.find(({ day }) => day === '2026-11-25')!;
  const { id } = friday.candidates[0]!;
  await query(school, `update assignment set until = '2026-11-25' where person_id = :id and role = 'teacher'`, { id });
  const both = settle([
    { lessonId: wednesday.lessonId, kind: 'cancelled' },
    { lessonId: friday.lessonId, kind: 'instead', teacherId: id },
  ]);
  expect(await refusalOf(both)).toMatchObject({ kind: 'invalid', reason: 'substitution/teacher', field: 'teacherId' });
});
