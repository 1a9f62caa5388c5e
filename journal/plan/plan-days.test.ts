import { describe, expect, test } from 'vitest';
import type { Day } from '#school/calendar.ts';
import { daysOfHours } from './plan-days.ts';

const slots: Day[] = ['2026-09-02', '2026-09-04', '2026-09-04', '2026-09-07', '2026-09-09'];
const days = (...topics: [hours: number, plannedOn?: Day][]) =>
  daysOfHours(
    topics.map(([hours, plannedOn]) => ({ hours, plannedOn: plannedOn ?? null })),
    slots,
  ).map(day => day?.slice(8) ?? null);

describe('hours of a plan', () => {
  test('without dates fall on the places of the timetable, and those beyond the year on none', () => {
    expect(days([1], [2], [2], [1])).toEqual(['02', '04', '04', '07', '09', null]);
  });

  test('follow the dates that the plan has', () => {
    expect(days([1, '2026-09-02'], [2, '2026-09-07'], [1])).toEqual(['02', '07', '09', null]);
    expect(days([1, '2026-09-04'], [1, '2026-09-04'], [1])).toEqual(['04', '04', '07']);
  });

  test('on a date without a lesson go on with the next lesson', () => {
    expect(days([2, '2026-09-03'], [1])).toEqual(['03', '04', '04']);
  });
});
