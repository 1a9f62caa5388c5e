import { expect, test } from 'vitest';
import type { Day } from '#school/calendar.ts';
import { spanRuleOf, typedOf } from './parameters.ts';
import { isDueOn, periodBefore, type SendingCalendar, type SendingRhythm } from './sending-days.ts';

// Two quarters and the half-year they make, holidays between: 24 October is a Saturday, 30 December a Wednesday.
const calendar: SendingCalendar = {
  schoolDays: new Set<Day>(['2026-10-22', '2026-10-23', '2026-11-02', '2026-12-29', '2026-12-30']),
  periods: [
    { kind: 'quarter', number: 1, firstDay: '2026-09-01', lastDay: '2026-10-25', lastSchoolDay: '2026-10-23' },
    { kind: 'half-year', number: 1, firstDay: '2026-09-01', lastDay: '2026-12-30', lastSchoolDay: '2026-12-30' },
    { kind: 'quarter', number: 2, firstDay: '2026-11-02', lastDay: '2026-12-30', lastSchoolDay: '2026-12-30' },
  ],
};
const due = (day: Day, rhythm: Partial<SendingRhythm>) =>
  isDueOn(day, { rhythm: 'weekdays', weekdays: '', periodKind: 'quarter', ...rhythm }, calendar);

test('by weekdays and daily only on days of lessons', () => {
  expect(due('2026-11-02', { weekdays: '1' })).toBe(true);
  expect(due('2026-10-26', { weekdays: '1' })).toBe(false);
  expect(due('2026-11-02', { weekdays: '25' })).toBe(false);
  expect(due('2026-10-22', { rhythm: 'school-days' })).toBe(true);
  expect(due('2026-10-24', { rhythm: 'school-days' })).toBe(false);
});

test('at the end of a quarter on its last day of lessons, of a half-year only when that ends', () => {
  expect(due('2026-10-23', { rhythm: 'period-end' })).toBe(true);
  expect(due('2026-10-25', { rhythm: 'period-end' })).toBe(false);
  expect(due('2026-10-23', { rhythm: 'period-end', periodKind: 'half-year' })).toBe(false);
  expect(due('2026-12-30', { rhythm: 'period-end', periodKind: 'half-year' })).toBe(true);
});

test('after a quarter on the first weekday, in the holidays too, and of the quarter that is over', () => {
  const after = { rhythm: 'after-period', weekdays: '', periodKind: 'quarter' } as const;
  expect(due('2026-10-26', after)).toBe(true);
  expect(due('2026-11-02', after)).toBe(false);
  const over = periodBefore('2026-10-26', after, calendar);
  expect(typedOf({ of: '7' }, { day: '2026-10-26', yearFrom: '2026-09-01', over })).toMatchObject({
    of: '7',
    term: 'quarter-1',
  });
  expect(typedOf({ span: 'term' }, { day: '2026-10-26', yearFrom: '2026-09-01', over })).toMatchObject({
    from: '2026-09-01',
    to: '2026-10-25',
  });
});

test('days are counted from the day of sending', () => {
  const typed = (span: 'this-week' | 'last-week' | 'last-month' | 'year' | 'term') => {
    const { from, to } = typedOf({ span }, { day: '2026-12-02', yearFrom: '2026-09-01' });
    return [from, to];
  };
  // 2 December is a Wednesday.
  expect(typed('this-week')).toEqual(['2026-11-30', '2026-12-02']);
  expect(typed('last-week')).toEqual(['2026-11-23', '2026-11-29']);
  expect(typed('last-month')).toEqual(['2026-11-01', '2026-11-30']);
  expect(typed('year')).toEqual(['2026-09-01', '2026-12-02']);
  expect(typed('term')).toEqual([undefined, undefined]);
});

test('chosen days become the rule that gives them', () => {
  const rule = (from: Day, to: Day) => spanRuleOf({ from, to }, { today: '2026-12-02', yearFrom: '2026-09-01' });
  expect(rule('2026-11-23', '2026-11-29')).toBe('last-week');
  expect(rule('2026-09-01', '2026-12-02')).toBe('year');
  expect(rule('2026-11-02', '2026-12-02')).toBe('term');
});
