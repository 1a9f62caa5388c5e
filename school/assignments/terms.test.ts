import { describe, expect, test } from 'vitest';
import { afterChanges, firstDayWithout, isHeld, type PlannedChange, type Term } from './terms.ts';

const [sokolova, morozov, volkov] = [1, 2, 3];
const term = (personId: number, since: Term['since'] = null, until: Term['until'] = null) => ({
  personId,
  since,
  until,
});
const assign = (personId: number, day: PlannedChange['day'], until: PlannedChange['until'] = null) =>
  ({ deed: 'assign', personId, day, until }) as const;
const relieve = (personId: number, day: PlannedChange['day']) =>
  ({ deed: 'relieve', personId, day, until: null }) as const;

describe('a function that several may hold', () => {
  const leaving = (...changes: PlannedChange[]) => afterChanges([term(sokolova)], changes, { single: false });

  test('passes from Соколова to Морозов without a day between', () => {
    const terms = leaving(assign(morozov, '2027-01-11'), relieve(sokolova, '2027-01-11'));
    expect(terms).toEqual([term(sokolova, null, '2027-01-10'), term(morozov, '2027-01-11')]);
    expect(firstDayWithout(terms, '2026-11-24')).toBeUndefined();
  });

  test('is missed on the day on which nobody holds it', () => {
    expect(firstDayWithout(leaving(relieve(sokolova, '2027-01-11')), '2026-11-24')).toBe('2027-01-11');
    const gap = leaving(relieve(sokolova, '2027-01-11'), assign(morozov, '2027-01-13'));
    expect(firstDayWithout(gap, '2026-11-24')).toBe('2027-01-11');
    const short = leaving(assign(morozov, '2027-01-11', '2027-01-31'), relieve(sokolova, '2027-01-11'));
    expect(firstDayWithout(short, '2026-11-24')).toBe('2027-02-01');
  });

  test('is held from the beginning of the first day to the end of the last', () => {
    const terms = leaving(assign(morozov, '2026-12-01', '2026-12-10'));
    const days = ['2026-11-30', '2026-12-01', '2026-12-10', '2026-12-11'] as const;
    expect(days.map(day => isHeld(terms, day, morozov))).toEqual([false, true, true, false]);
    expect(isHeld(terms, '2026-12-05', volkov)).toBe(false);
  });
});

describe('a class, which has one class teacher', () => {
  const leaving = (...changes: PlannedChange[]) => afterChanges([term(sokolova)], changes, { single: true });

  test('leaves the former when it is given to another', () => {
    expect(leaving(assign(morozov, '2026-12-01'))).toEqual([
      term(sokolova, null, '2026-11-30'),
      term(morozov, '2026-12-01'),
    ]);
  });

  test('given for a time goes back', () => {
    expect(leaving(assign(morozov, '2026-12-01', '2026-12-10'))).toEqual([
      term(sokolova, null, '2026-11-30'),
      term(morozov, '2026-12-01', '2026-12-10'),
      term(sokolova, '2026-12-11'),
    ]);
  });
});
