import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countedMarks, type GivenMark } from './owed-works.ts';

const today = '2026-11-24';
const owed = (dueOn: GivenMark['dueOn'], weight = 3): GivenMark => ({ value: null, weight, owed: true, dueOn });
const five: GivenMark = { value: 5, weight: 1, owed: false, dueOn: null };

describe('an owed work', () => {
  test('counts for nothing up to its last day', () => {
    expect(countedMarks([five, owed(today), owed('2026-12-01')], { today, owedCountsAsTwo: true })).toEqual([
      { value: 5, weight: 1 },
    ]);
  });

  test('is a 2 of its weight from the day after', () => {
    expect(countedMarks([five, owed('2026-11-23')], { today, owedCountsAsTwo: true })).toEqual([
      { value: 5, weight: 1 },
      { value: 2, weight: 3 },
    ]);
  });

  test('never counts where the school has set so', () => {
    expect(countedMarks([five, owed('2026-09-01')], { today, owedCountsAsTwo: false })).toEqual([
      { value: 5, weight: 1 },
    ]);
  });

  test('that came in late is what it earned', () => {
    const brought: GivenMark = { value: 4, weight: 3, owed: true, dueOn: '2026-09-01' };
    expect(countedMarks([brought], { today, owedCountsAsTwo: true })).toEqual([{ value: 4, weight: 3 }]);
  });

  test('adds as many twos as are overdue, and changes no number', () => {
    const days = fc.constantFrom<GivenMark['dueOn']>('2026-11-23', '2026-11-24', '2026-11-25', null);
    const mark = fc.record({
      value: fc.option(fc.integer({ min: 2, max: 5 })),
      weight: fc.integer({ min: 1, max: 5 }),
      owed: fc.boolean(),
      dueOn: days,
    });
    fc.assert(
      fc.property(fc.array(mark), marks => {
        const counted = countedMarks(marks, { today, owedCountsAsTwo: true });
        const numbers = marks.filter(({ value }) => value !== null).length;
        const late = marks.filter(one => one.value === null && one.owed && one.dueOn === '2026-11-23').length;
        expect(counted).toHaveLength(numbers + late);
        expect(countedMarks(marks, { today, owedCountsAsTwo: false })).toHaveLength(numbers);
      }),
    );
  });
});
