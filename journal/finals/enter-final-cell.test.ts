import { afterAll, beforeAll, expect, test } from 'vitest';
import { addFinal, markedClass, periodIdOf } from '#test/finals.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query, refusalOf, type SmallClass } from '#test/journal.ts';
import { enterFinalCell, type FinalCellEntry } from './enter-final-cell.ts';

let school: TestSchool;
let chess: SmallClass;
let periodId: number;
let anna: number;
let boris: number;
let vera: number;
beforeAll(async () => {
  school = await openTestSchool();
  chess = await markedClass(school);
  [anna, boris, vera] = chess.students;
  periodId = await periodIdOf(school, 'quarter', 2);
});
afterAll(() => school.close());

const enter = (typed: string, more: Partial<FinalCellEntry> = {}, login = 'ivanova') =>
  school.as(login, act => enterFinalCell(act, { courseId: chess.courseId, periodId, studentId: anna, typed, ...more }));
const rows = (studentId: number) =>
  query<{ value: number | null; word: string | null }>(
    school,
    'select value, word from period_mark where student_id = :studentId order by id',
    { studentId },
  );

test('a number, н/а in any form and nothing stand there as a journal writes them', async () => {
  expect(await enter('4', { base: '' })).toEqual({ state: 'saved', cell: '4' });
  expect(await enter('н', { base: '4' })).toEqual({ state: 'saved', cell: 'н/а' });
  expect(await enter('', { base: 'н/а' })).toEqual({ state: 'saved', cell: '' });
  expect(await rows(anna)).toEqual([
    { value: 4, word: null },
    { value: null, word: 'not-attested' },
    { value: null, word: null },
  ]);
});

test('an entry sent again under its key is entered once', async () => {
  const first = await enter('5', { studentId: boris, base: '', key: 'final-key-1' });
  expect(await enter('5', { studentId: boris, base: '', key: 'final-key-1' })).toEqual(first);
  expect(await rows(boris)).toHaveLength(1);
});

test('what another tab has set meanwhile is not written over: both are shown', async () => {
  await addFinal(school, { courseId: chess.courseId, studentId: vera, stage: 'period', periodId, value: 4 });
  expect(await enter('5', { studentId: vera, base: '' })).toMatchObject({
    state: 'conflict',
    theirs: { text: '4', by: expect.stringMatching(/^Иванова/) },
  });
  expect(await enter('4', { studentId: vera, base: '' })).toMatchObject({ state: 'saved', cell: '4' });
  expect(await rows(vera)).toHaveLength(1);
});

test('rules, rights and locks are those of any final mark', async () => {
  expect(await refusalOf(enter('7'))).toMatchObject({ reason: 'final/scale' });
  expect(await refusalOf(enter('осв'))).toMatchObject({ reason: 'mark/exempt' });
  expect((await refusalOf(enter('5', {}, 'fedorova'))).kind).toBe('not-allowed');
  expect((await refusalOf(enter('5', {}, 'petrova'))).kind).toBe('not-found');
  const first = await periodIdOf(school, 'quarter', 1);
  expect(await refusalOf(enter('5', { periodId: first }))).toMatchObject({ reason: 'lesson/period-closed' });
});

test('programs send it as a cell, with a course and a period instead of a lesson', async () => {
  const ivanova = await school.browser('ivanova');
  const cell = { courseId: chess.courseId, periodId, studentId: anna, typed: '5', base: '' };
  const answer = await ivanova.json('PUT', '/api/journal/cells', [cell, { studentId: anna, typed: '5' }]);
  expect(answer.json().answers).toMatchObject([{ state: 'saved', cell: '5' }, { state: 'refused' }]);
});
