import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compare, fraction, nearest } from '#test/fractions.ts';
import { examFinal, finalMark9, finalMark11, yearMark } from './final-marks.ts';

const mark = fc.integer({ min: 2, max: 5 });
const total = (marks: readonly number[]) => marks.reduce((sum, one) => sum + one, 0);

describe('the year’s mark', () => {
  test.each([
    [[5, 4, 4, 4], 4],
    [[5, 5, 5, 4], 5],
    [[4, 4, 5, 5], 5],
    [[5, 5, 4, 4], 4],
    [[4, 5], 5],
    [[5, 4], 4],
    [[3, 2], 2],
    [[4, 3, 4], 4],
    [[5], 5],
  ])('of %j is %i: a half is decided by the later period', (marks, expected) => {
    expect(yearMark(marks)).toBe(expected);
  });

  test('is nothing without marks', () => {
    expect(yearMark([])).toBeNull();
  });

  test('is the nearest whole number; of two equally near the one towards the last period', () => {
    fc.assert(
      fc.property(fc.array(mark, { minLength: 1, maxLength: 4 }), marks => {
        const mean = fraction(total(marks), marks.length);
        const up = nearest(mean, 5);
        const isHalf = compare(mean, fraction(2 * up - 1, 2)) === 0;
        const towardsLast = compare(fraction(marks.at(-1)!), mean) > 0 ? up : up - 1;
        expect(yearMark(marks)).toBe(isHalf ? towardsLast : up);
      }),
    );
  });
});

describe('the final mark of grade 9', () => {
  test('is the mean of year and exam: 4 and 5 make 5, 4 and 3 make 4', () => {
    expect([examFinal(4, 5), examFinal(4, 3)]).toEqual([5, 4]);
    expect([finalMark9([4], 5), finalMark9([4], 3)]).toEqual([5, 4]);
  });

  test('is the year’s where there was no exam', () => {
    expect(finalMark9([3], null)).toBe(3);
  });

  test('of mathematics takes in algebra, geometry, statistics and the exam', () => {
    // (4 + 3 + 4 + 3)/4 = 3.5
    expect(finalMark9([4, 3, 4], 3)).toBe(4);
    // (4 + 3 + 3 + 3)/4 = 3.25
    expect(finalMark9([4, 3, 3], 3)).toBe(3);
  });

  test('is nothing without a year’s mark', () => {
    expect(finalMark9([], 5)).toBeNull();
  });

  test('is the whole number nearest to the exact mean', () => {
    fc.assert(
      fc.property(fc.array(mark, { minLength: 1, maxLength: 3 }), fc.option(mark), (years, exam) => {
        const all = exam === null ? years : [...years, exam];
        expect(finalMark9(years, exam)).toBe(nearest(fraction(total(all), all.length), 5));
      }),
    );
  });
});

describe('the final mark of grade 11', () => {
  test('of 4 4 4 and 5 5 5 is a 5; of 4 4 4 and 4 5 4 a 4', () => {
    expect(finalMark11([4, 4, 4, 5, 5, 5])).toBe(5);
    expect(finalMark11([4, 4, 4, 4, 5, 4])).toBe(4);
  });

  test('is nothing without marks', () => {
    expect(finalMark11([])).toBeNull();
  });

  test('is the whole number nearest to the exact mean', () => {
    fc.assert(
      fc.property(fc.array(mark, { minLength: 1, maxLength: 6 }), marks => {
        expect(finalMark11(marks)).toBe(nearest(fraction(total(marks), marks.length), 5));
      }),
    );
  });
});
