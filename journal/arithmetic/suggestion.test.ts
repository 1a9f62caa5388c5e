import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compare, type Fraction, fraction, meanOfRepeated } from '#test/fractions.ts';
import { sumsOf } from './means.ts';
import { isBorderline, isTooFew, suggestedMark, thresholdNear, usualThresholds } from './suggestion.ts';

const strict = { five: 465, four: 365, three: 265 };
const marks = fc.array(fc.record({ value: fc.integer({ min: 1, max: 5 }), weight: fc.integer({ min: 1, max: 5 }) }), {
  minLength: 1,
  maxLength: 40,
});
const thresholds = fc
  .tuple(fc.integer({ min: 150, max: 290 }), fc.integer({ min: 300, max: 390 }), fc.integer({ min: 400, max: 500 }))
  .map(([three, four, five]) => ({ five, four, three }));

describe('the suggested mark', () => {
  test.each([
    [9, 2, 5],
    [89, 20, 4],
    [7, 2, 4],
    [69, 20, 3],
    [5, 2, 3],
    [49, 20, 2],
  ])('of %i/%i is %i by the usual thresholds', (sum, weight, mark) => {
    expect(suggestedMark({ sum, weight }, usualThresholds)).toBe(mark);
  });

  test('of 4.5 is a 4 by the strict thresholds', () => {
    expect(suggestedMark({ sum: 9, weight: 2 }, strict)).toBe(4);
    expect(suggestedMark({ sum: 93, weight: 20 }, strict)).toBe(5);
  });

  test('does not rise with the printed mean: 1349/300 is printed 4.50 and is a 4', () => {
    expect(suggestedMark({ sum: 1349, weight: 300 }, usualThresholds)).toBe(4);
  });

  test('is nothing without marks', () => {
    expect(suggestedMark({ sum: 0, weight: 0 }, usualThresholds)).toBeNull();
  });

  test('is what exact fractions say', () => {
    fc.assert(
      fc.property(marks, thresholds, (given, limits) => {
        const mean = meanOfRepeated(given);
        const exact = [limits.five, limits.four, limits.three].findIndex(
          threshold => compare(mean, fraction(threshold, 100)) >= 0,
        );
        expect(suggestedMark(sumsOf(given), limits)).toBe(exact < 0 ? 2 : 5 - exact);
      }),
    );
  });
});

describe('a result is borderline', () => {
  test.each([
    [435, true],
    [434, false],
    [465, true],
    [466, false],
    [350, true],
    [400, false],
    [235, true],
    [500, false],
  ])('at %i hundredths: %s', (hundredths, expected) => {
    expect(isBorderline({ sum: hundredths, weight: 100 }, usualThresholds)).toBe(expected);
  });

  test.each([
    [444, 450],
    [365, 350],
    [366, null],
    [235, 250],
  ])('at %i hundredths of the threshold %s', (hundredths, threshold) => {
    expect(thresholdNear({ sum: hundredths, weight: 100 }, usualThresholds)).toBe(threshold);
  });

  test('never without marks', () => {
    expect(isBorderline({ sum: 0, weight: 0 }, usualThresholds)).toBe(false);
  });

  test('exactly when a fraction lies within 0.15 of a threshold', () => {
    fc.assert(
      fc.property(marks, thresholds, (given, limits) => {
        const mean = meanOfRepeated(given);
        const near = (threshold: number) =>
          compare(mean, hundredths(threshold - 15)) >= 0 && compare(mean, hundredths(threshold + 15)) <= 0;
        expect(isBorderline(sumsOf(given), limits)).toBe([limits.five, limits.four, limits.three].some(near));
      }),
    );
  });
});

test('two marks of three are too few, three are enough', () => {
  expect([2, 3].map(count => isTooFew(count, 3))).toEqual([true, false]);
});

function hundredths(count: number): Fraction {
  return fraction(count, 100);
}
