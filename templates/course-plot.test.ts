import { expect, test } from 'vitest';
import { coursePlot } from './course-plot.ts';

const thresholds = { five: 450, four: 350, three: 250 };
const mark = (value: number, mean: number, more = {}) => ({
  ...{ day: '2026-11-09', value, weight: 1, owed: false, mean },
  ...more,
});

test('marks stand at their height, evenly along the period; the line is the running mean', () => {
  const plot = coursePlot({ subject: { thresholds }, points: [mark(5, 500), mark(4, 450), mark(2, 367)] });
  // From 66 (a 5) to 232 (a 2): 166 units for 300 hundredths. Marks from 42 to 300 along the foot.
  expect(plot.levels.map(({ value, y }) => [value, y])).toEqual([
    [2, 232],
    [3, 176.7],
    [4, 121.3],
    [5, 66],
  ]);
  expect(plot.marks.map(({ x, y }) => [x, y])).toEqual([
    [42, 66],
    [171, 121.3],
    [300, 232],
  ]);
  // 4.50 is 232 − 250/300·166 = 93.7, 3.67 is 232 − 167/300·166 = 139.6.
  expect(plot.line).toBe('42,66 171,93.7 300,139.6');
  expect(plot.end).toMatchObject({ y: 139.6, mean: 367 });
  expect(plot.thresholds.map(({ mark, y }) => [mark, y])).toEqual([
    [5, 93.7],
    [4, 149],
    [3, 204.3],
  ]);
});

test('what weighs more is a square, what is owed is dashed: no colour is needed to tell', () => {
  const { marks } = coursePlot({
    subject: { thresholds },
    points: [mark(5, 500, { weight: 3 }), mark(2, 425, { owed: true })],
  });
  expect(marks).toMatchObject([
    { heavy: true, owed: false },
    { heavy: false, owed: true },
  ]);
});

test('one mark stands in the middle; forty stay inside with numbers that can be read', () => {
  const one = coursePlot({ subject: { thresholds }, points: [mark(4, 400)] });
  expect(one.marks[0]).toMatchObject({ x: 171, size: 10 });
  expect(one.days).toHaveLength(1);
  const points = Array.from({ length: 40 }, (_, at) =>
    mark(4, 400, { day: `2026-11-${String(1 + (at % 28)).padStart(2, '0')}` }),
  );
  const many = coursePlot({ subject: { thresholds }, points });
  expect(many.marks.every(({ x, size }) => x - size >= 30 && x + size <= many.width)).toBe(true);
  expect(many.font).toBeGreaterThanOrEqual(6);
  expect(many.days).toHaveLength(4);
});

test('a school that gives a 1 has a line for it', () => {
  const plot = coursePlot({ subject: { thresholds }, points: [mark(1, 100)] });
  expect(plot.levels.map(({ value }) => value)).toEqual([1, 2, 3, 4, 5]);
  expect(plot.marks[0]!.y).toBe(plot.frame.bottom);
});
