import { expect, test } from 'vitest';
import type { Day } from '../day.ts';
import { clockOf, mondayOf, schoolDaysOf, yearOf } from './calendar.ts';

const holiday = (today: Day, name: string) => {
  const { firstDay, lastDay } = yearOf(today).daysOff.find(span => span.name === name)!;
  return [firstDay, lastDay];
};

test('a day of the year lies in its school year, a day of summer in the one just finished', () => {
  const firstDays = (['2026-09-01', '2026-11-24', '2027-05-31', '2027-07-15', '2027-08-31'] as const).map(
    day => yearOf(day).firstDay,
  );
  expect(firstDays).toEqual(Array(5).fill('2026-09-01'));
  expect(yearOf('2027-09-01').firstDay).toBe('2027-09-01');
});

test('a year that would begin or end at a weekend begins on Monday and ends on Friday', () => {
  expect(yearOf('2029-09-01').firstDay).toBe('2029-09-03');
  expect(yearOf('2029-05-01').lastDay).toBe('2029-05-25');
});

test('the year 2026/2027 has four quarters with the holidays between them', () => {
  const year = yearOf('2026-11-24');
  expect(year.quarters).toEqual([
    { firstDay: '2026-09-01', lastDay: '2026-10-23' },
    { firstDay: '2026-11-02', lastDay: '2026-12-30' },
    { firstDay: '2027-01-11', lastDay: '2027-03-26' },
    { firstDay: '2027-04-05', lastDay: '2027-05-26' },
  ]);
  expect(year.halfYears.map(half => half.lastDay)).toEqual(['2026-12-30', '2027-05-26']);
  expect(holiday('2026-11-24', 'Зимние каникулы')).toEqual(['2026-12-31', '2027-01-10']);
  expect(holiday('2026-11-24', 'Дополнительные каникулы')).toEqual(['2027-02-13', '2027-02-21']);
});

test('a public holiday at a weekend moves to Monday', () => {
  expect(holiday('2026-03-01', 'Международный женский день')).toEqual(['2026-03-08', '2026-03-09']);
  expect(holiday('2027-03-01', 'Международный женский день')).toEqual(['2027-03-08', '2027-03-08']);
  expect(holiday('2027-05-01', 'Праздник Весны и Труда')).toEqual(['2027-05-01', '2027-05-03']);
});

test('lessons stand neither on holidays nor at weekends, and grade 1 rests in February alone', () => {
  const year = yearOf('2026-11-24');
  const [first, fifth] = [schoolDaysOf(year, 1), schoolDaysOf(year, 5)];
  expect(fifth).not.toContain('2026-11-04');
  expect(fifth).not.toContain('2026-11-21');
  expect(fifth.length).toBe(first.length + 5);
  expect(fifth.filter(day => !first.includes(day))).toEqual([
    '2027-02-15',
    '2027-02-16',
    '2027-02-17',
    '2027-02-18',
    '2027-02-19',
  ]);
});

test('the first bell in Moscow and Kaliningrad rings at its own moment, when clocks change too', () => {
  expect(clockOf('Europe/Moscow')('2026-11-24', 510)).toEqual(new Date('2026-11-24T05:30:00Z'));
  expect(clockOf('Europe/Kaliningrad')('2026-11-24', 510)).toEqual(new Date('2026-11-24T06:30:00Z'));
  expect(clockOf('Europe/Berlin')('2026-10-25', 510)).toEqual(new Date('2026-10-25T07:30:00Z'));
});

test('Sunday belongs to the week that began on Monday before it', () => {
  expect(mondayOf('2026-11-29')).toBe('2026-11-23');
  expect(mondayOf('2026-11-23')).toBe('2026-11-23');
});
