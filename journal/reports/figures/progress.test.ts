import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compare, type Fraction, fraction, nearest } from '#test/fractions.ts';
import type { Choice } from '../../finals/chosen-finals.ts';
import { figuresOfProgress, noProgress, progressOf, sumOfProgress } from './progress.ts';

const repeated = (...counts: [Choice, number][]): Choice[] =>
  counts.flatMap(([choice, times]) => Array(times).fill(choice));

describe('the figures of progress', () => {
  test('of 5 fives, 10 fours, 8 threes, one 2 and one «н/а» are 92.0 %, 60.0 %, 58.04 % and 3.79', () => {
    const counts = progressOf(repeated([5, 5], [4, 10], [3, 8], [2, 1], ['not-attested', 1]));
    expect(counts).toEqual({ due: 25, five: 5, four: 10, three: 8, two: 1, one: 0, notAttested: 1, missing: 0 });
    // (500 + 640 + 288 + 16 + 7)/25 = 1451/25; (25 + 40 + 24 + 2)/24 = 91/24 = 3.7916…
    expect(figuresOfProgress(counts, 7)).toEqual({ success: 920, quality: 600, mastery: 5804, mean: 379 });
  });

  test('«н/а» weighs nothing in СОУ where the school has set so: 1444/25 = 57.76', () => {
    const counts = progressOf(repeated([5, 5], [4, 10], [3, 8], [2, 1], ['not-attested', 1]));
    expect(figuresOfProgress(counts, 0)).toEqual({ success: 920, quality: 600, mastery: 5776, mean: 379 });
  });

  test('of one student are whole: a class of one', () => {
    expect(figuresOfProgress(progressOf([4]), 7)).toEqual({ success: 1000, quality: 1000, mastery: 6400, mean: 400 });
    expect(figuresOfProgress(progressOf([2]), 7)).toEqual({ success: 0, quality: 0, mastery: 1600, mean: 200 });
    expect(figuresOfProgress(progressOf(['not-attested']), 7)).toEqual({
      ...{ success: 0, quality: 0, mastery: 700, mean: null },
    });
  });

  test('round a half up: 1 good of 16 is 6.25 %, that is 6.3; 4.125 is 4.13', () => {
    const one = progressOf(repeated([5, 1], [3, 15]));
    expect(figuresOfProgress(one, 7).quality).toBe(63);
    const eight = progressOf(repeated([5, 1], [4, 7]));
    expect(figuresOfProgress(eight, 7).mean).toBe(413);
  });

  test('count who has no mark yet among those due: 2 of 3 succeed, 66.7 %', () => {
    const counts = progressOf([5, 3, null]);
    expect(counts).toMatchObject({ due: 3, missing: 1 });
    // (100 + 36)/3 = 45.33; the mean is of the marks that stand.
    expect(figuresOfProgress(counts, 7)).toEqual({ success: 667, quality: 333, mastery: 4533, mean: 400 });
  });

  test('are nothing where nobody is due, and where nothing stands yet', () => {
    const nothing = { success: null, quality: null, mastery: null, mean: null };
    expect(figuresOfProgress(noProgress, 7)).toEqual(nothing);
    expect(figuresOfProgress(progressOf([null, null]), 7)).toEqual(nothing);
  });

  test('a «1», where the school gives it, fails and is worth 7 % in СОУ', () => {
    expect(figuresOfProgress(progressOf([1, 5]), 7)).toEqual({ success: 500, quality: 500, mastery: 5350, mean: 300 });
  });

  test('зачёт is no mark of a subject with numbers', () => {
    expect(() => progressOf(['pass'])).toThrow(TypeError);
  });
});

describe('of any marks', () => {
  const choice = fc.constantFrom<Choice>(5, 4, 3, 2, 1, 'not-attested', null);
  const many = fc.array(choice, { maxLength: 60 });
  const times = (top: number, { top: value, bottom }: Fraction) => ({ top: value * BigInt(top), bottom });

  test('the counts add up to all due, and parts to the whole', () => {
    fc.assert(
      fc.property(many, many, (some, others) => {
        const all = progressOf([...some, ...others]);
        const { due, ...parts } = all;
        expect(Object.values(parts).reduce((sum, one) => sum + one, 0)).toBe(due);
        expect(due).toBe(some.length + others.length);
        expect(sumOfProgress([progressOf(some), progressOf(others)])).toEqual(all);
      }),
    );
  });

  test('the figures are the nearest to the exact fractions; quality never exceeds success', () => {
    fc.assert(
      fc.property(many, fc.constantFrom(0, 7), (choices, weight) => {
        const { success, quality, mastery, mean } = figuresOfProgress(progressOf(choices), weight);
        const stands = choices.filter(one => one !== null);
        if (stands.length === 0) {
          expect([success, quality, mastery, mean]).toEqual([null, null, null, null]);
          return;
        }
        const numbers = stands.filter(one => typeof one === 'number');
        const share = (least: number) => fraction(numbers.filter(one => one >= least).length, choices.length);
        expect(success).toBe(nearest(times(1000, share(3)), 1000));
        expect(quality).toBe(nearest(times(1000, share(4)), 1000));
        expect(quality!).toBeLessThanOrEqual(success!);
        const worth = [0, 7, 16, 36, 64, 100];
        const sum = stands.reduce<number>((all, one) => all + (typeof one === 'number' ? worth[one]! : weight), 0);
        expect(mastery).toBe(nearest(times(100, fraction(sum, choices.length)), 10_000));
        const total = numbers.reduce((all, one) => all + one, 0);
        expect(mean).toBe(numbers.length === 0 ? null : nearest(times(100, fraction(total, numbers.length)), 500));
        expect(compare(share(4), share(3))).toBeLessThanOrEqual(0);
      }),
      { numRuns: 50 },
    );
  });
});
