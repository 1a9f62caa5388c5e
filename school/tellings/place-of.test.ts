import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type Day, dayOf, momentOf, timeOf, weekdayOf } from '../calendar.ts';
import { endOfQuiet, isQuiet, usualHours } from './hours.ts';
import { type DueNotice, type Place, placeOf, type Wish } from './place-of.ts';

const timeZone = 'Europe/Moscow';
/** Monday to Friday. */
const schoolDayFrom = (day: Day): Day => (weekdayOf(day) <= 5 ? day : schoolDayFrom(addDays(day, 1)));
const at = (local: string) => momentOf(local.slice(0, 10) as Day, local.slice(11), timeZone);
const local = (moment: Date) => `${dayOf(moment, timeZone)} ${timeOf(moment, timeZone)}`;

function place(due: string, wish: Partial<Wish>, more: Partial<DueNotice> & { now?: string } = {}) {
  const { now = due, ...rest } = more;
  const notice = { kind: 'mark', dueAt: at(due), calm: false, staleAt: null, waitsFor: null, ...rest } as const;
  return spoken(
    placeOf(notice, { ...usualHours, choice: 'at-once', ...wish }, { at: at(now), timeZone, schoolDayFrom }),
  );
}
const spoken = (found: Place) => (typeof found === 'object' ? `${found.for} ${local(found.until)}` : found);

describe('a notice that is due', () => {
  test('goes out by day and waits for the morning by night', () => {
    expect(place('2026-11-24 12:30', {})).toBe('at-once');
    expect(place('2026-11-24 20:59', {})).toBe('at-once');
    expect(place('2026-11-24 21:00', {})).toBe('morning 2026-11-25 07:00');
    expect(place('2026-11-25 03:00', {})).toBe('morning 2026-11-25 07:00');
    expect(place('2026-11-25 07:00', {})).toBe('at-once');
  });

  test('goes out at any hour when it is urgent or there are no quiet hours', () => {
    expect(place('2026-11-25 03:00', {}, { kind: 'chat-linked' })).toBe('at-once');
    expect(place('2026-11-25 03:00', { quietFrom: '00:00', quietUntil: '00:00' })).toBe('at-once');
  });

  test('heeds quiet hours that don’t go over midnight', () => {
    const nap = { quietFrom: '13:00', quietUntil: '15:00' };
    expect(place('2026-11-24 14:00', nap)).toBe('morning 2026-11-24 15:00');
    expect(place('2026-11-24 23:00', nap)).toBe('at-once');
  });

  test('waits for the evening’s digest; after it, for the next day’s; on Friday night, for Monday’s', () => {
    expect(place('2026-11-24 12:30', { choice: 'digest' })).toBe('digest 2026-11-24 19:00');
    expect(place('2026-11-24 19:00', { choice: 'digest' })).toBe('digest 2026-11-25 19:00');
    expect(place('2026-11-27 19:30', { choice: 'digest' })).toBe('digest 2026-11-30 19:00');
    expect(place('2026-11-24 02:00', { choice: 'digest' })).toBe('digest 2026-11-24 19:00');
  });

  test('that is calm waits for the digest though its kind is told at once, and goes nowhere where it is told never', () => {
    expect(place('2026-11-24 12:30', {}, { calm: true })).toBe('digest 2026-11-24 19:00');
    expect(place('2026-11-24 12:30', { choice: 'never' }, { calm: true })).toBe('never');
  });

  test('for which the digest would come too late is told at once, in the morning at the latest', () => {
    const forWednesday = { staleAt: at('2026-11-25 00:00') };
    expect(place('2026-11-24 14:00', { choice: 'digest' }, forWednesday)).toBe('digest 2026-11-24 19:00');
    expect(place('2026-11-24 20:00', { choice: 'digest' }, forWednesday)).toBe('at-once');
    expect(place('2026-11-24 22:00', { choice: 'digest' }, forWednesday)).toBe('morning 2026-11-25 07:00');
    expect(place('2026-11-27 20:00', { choice: 'digest' }, { staleAt: at('2026-11-30 00:00') })).toBe('at-once');
  });

  test('joins the digest for which it waited; when the program was down till night, in the morning', () => {
    const waited = { waitsFor: 'digest' } as const;
    expect(place('2026-11-24 19:00', { choice: 'digest' }, waited)).toBe('digest');
    expect(place('2026-11-24 19:00', { choice: 'digest' }, { ...waited, now: '2026-11-24 20:10' })).toBe('digest');
    expect(place('2026-11-24 19:00', { choice: 'digest' }, { ...waited, now: '2026-11-24 23:00' })).toBe(
      'digest 2026-11-25 07:00',
    );
    expect(place('2026-11-24 18:30', { choice: 'digest' }, { now: '2026-11-24 19:20' })).toBe('digest');
  });
});

const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '15', '30', '45'))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`);

test('whatever the hours: nothing goes out inside quiet hours, and waiting ends outside them', () => {
  fc.assert(
    fc.property(
      fc.record({ quietFrom: clock, quietUntil: clock, digestAt: clock }),
      fc.constantFrom('at-once', 'digest', 'never' as const),
      fc.integer({ min: 0, max: 14 * 24 * 60 }),
      fc.boolean(),
      (hours, choice, minutes, calm) => {
        const now = new Date(at('2026-11-20 00:00').getTime() + minutes * 60_000);
        const notice: DueNotice = { kind: 'mark', dueAt: now, calm, staleAt: null, waitsFor: null };
        const found = placeOf(notice, { ...hours, choice }, { at: now, timeZone, schoolDayFrom });
        if (found === 'never') return choice === 'never';
        if (typeof found === 'string') return !isQuiet(timeOf(now, timeZone), hours);
        if (found.for === 'digest') return choice === 'digest' || calm;
        return found.until > now && !isQuiet(timeOf(found.until, timeZone), hours);
      },
    ),
  );
});

test('quiet hours end where they say, on the next day when they go over midnight', () => {
  expect(local(endOfQuiet(at('2026-11-24 23:00'), timeZone, usualHours))).toBe('2026-11-25 07:00');
  expect(local(endOfQuiet(at('2026-11-25 06:59'), timeZone, usualHours))).toBe('2026-11-25 07:00');
});
