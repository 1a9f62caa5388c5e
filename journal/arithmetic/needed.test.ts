import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compare, fraction } from '#test/fractions.ts';
import { needed } from './needed.ts';

describe('«what do I need»', () => {
  test('four answers 4 need five more fives for a 4.50 to 5: (4·4 + 5k)/(4 + k) ≥ 4.5', () => {
    // 16 + 5k ≥ 18 + 4.5k, so k ≥ 4.
    expect(needed({ sum: 16, weight: 4 }, 450, { value: 5, weight: 1 })).toBe(4);
  });

  test('a control work of weight 3 is worth three answers', () => {
    // 16 + 15k ≥ 18 + 13.5k, so k ≥ 4/3.
    expect(needed({ sum: 16, weight: 4 }, 450, { value: 5, weight: 3 })).toBe(2);
  });

  test('nothing where it comes out so already, whatever comes next', () => {
    expect(needed({ sum: 9, weight: 2 }, 450, { value: 5, weight: 1 })).toBe(0);
    expect(needed({ sum: 9, weight: 2 }, 450, { value: 2, weight: 1 })).toBe(0);
  });

  test('never with a mark that does not exceed the threshold', () => {
    expect(needed({ sum: 8, weight: 2 }, 450, { value: 4, weight: 1 })).toBeNull();
    expect(needed({ sum: 7, weight: 2 }, 400, { value: 4, weight: 1 })).toBeNull();
  });

  test('one without marks yet, if it is good enough', () => {
    expect(needed({ sum: 0, weight: 0 }, 450, { value: 5, weight: 1 })).toBe(1);
    expect(needed({ sum: 0, weight: 0 }, 400, { value: 4, weight: 1 })).toBe(1);
    expect(needed({ sum: 0, weight: 0 }, 450, { value: 4, weight: 1 })).toBeNull();
  });

  test('is the number one finds by giving the marks one by one', () => {
    const sums = fc
      .array(fc.record({ value: fc.integer({ min: 2, max: 5 }), weight: fc.integer({ min: 1, max: 5 }) }), {
        maxLength: 12,
      })
      .map(marks => ({
        sum: marks.reduce((sum, { value, weight }) => sum + value * weight, 0),
        weight: marks.reduce((sum, { weight }) => sum + weight, 0),
      }));
    const next = fc.record({ value: fc.integer({ min: 2, max: 5 }), weight: fc.integer({ min: 1, max: 5 }) });
    // Whole tens keep the longest search short: 5·60 of weight over a gain of 0.1 is 3000 marks.
    const threshold = fc.integer({ min: 25, max: 49 }).map(tens => tens * 10);
    fc.assert(
      fc.property(sums, threshold, next, (given, limit, one) => {
        expect(needed(given, limit, one)).toBe(triedOneByOne(given, limit, one));
      }),
    );
  });
});

function triedOneByOne(
  given: { sum: number; weight: number },
  threshold: number,
  next: { value: number; weight: number },
): number | null {
  for (let count = 0; count <= 3000; count++) {
    const weight = given.weight + count * next.weight;
    const sum = given.sum + count * next.weight * next.value;
    if (weight > 0 && compare(fraction(sum, weight), fraction(threshold, 100)) >= 0) return count;
  }
  return null;
}
