import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { meanOfRepeated, nearest } from '#test/fractions.ts';
import { shareTenths, weightedMean } from './means.ts';

const marks = fc.array(fc.record({ value: fc.integer({ min: 1, max: 5 }), weight: fc.integer({ min: 1, max: 5 }) }), {
  minLength: 1,
  maxLength: 60,
});
const weighed = (...pairs: [value: number, weight: number][]) => pairs.map(([value, weight]) => ({ value, weight }));

describe('the weighted mean', () => {
  test('of a control work 5, an answer 5 and a project of 4 is 40/9, that is 4.44', () => {
    expect(weightedMean(weighed([5, 3], [5, 1], [4, 5]))).toBe(444);
  });

  test('is the plain mean where every weight is 1', () => {
    expect(weightedMean(weighed([5, 1], [4, 1], [4, 1]))).toBe(433);
  });

  test('rounds a half of a hundredth up: 4.125 is 4.13', () => {
    expect(weightedMean(weighed([5, 1], [4, 7]))).toBe(413);
  });

  test('is nothing without marks', () => {
    expect(weightedMean([])).toBeNull();
  });

  test('is the hundredth nearest to the exact fraction', () => {
    fc.assert(
      fc.property(marks, given => {
        const { top, bottom } = meanOfRepeated(given);
        expect(weightedMean(given)).toBe(nearest({ top: top * 100n, bottom }, 500));
      }),
    );
  });

  test('lies between the lowest and the highest mark', () => {
    fc.assert(
      fc.property(marks, given => {
        const values = given.map(({ value }) => 100 * value);
        const mean = weightedMean(given)!;
        expect(mean).toBeGreaterThanOrEqual(Math.min(...values));
        expect(mean).toBeLessThanOrEqual(Math.max(...values));
      }),
    );
  });
});

describe('a share', () => {
  test('of 23 in 25 is 92.0 %, of 1 in 3 is 33.3 %, of 2 in 3 is 66.7 %', () => {
    expect([shareTenths(23, 25), shareTenths(1, 3), shareTenths(2, 3)]).toEqual([920, 333, 667]);
  });

  test('rounds a half of a tenth up: 1 of 16 is 6.25 %, that is 6.3; 1 of 2000 is 0.05 %, that is 0.1', () => {
    expect([shareTenths(1, 16), shareTenths(1, 2000)]).toEqual([63, 1]);
  });

  test('is nothing of nothing, and 0 where none are', () => {
    expect([shareTenths(0, 0), shareTenths(0, 7)]).toEqual([null, 0]);
  });
});
