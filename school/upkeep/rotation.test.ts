import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type Day } from '../calendar.ts';
import { outlived } from './rotation.ts';

const keep = { days: 7, weeks: 4, months: 12 };
const nightly = (first: Day, nights: number) =>
  Array.from({ length: nights }, (_, night) => ({ day: addDays(first, night), time: '02:30:00' }));
const kept = <B extends { day: Day; time: string }>(backups: B[], rule = keep) => {
  const gone = new Set(outlived(backups, rule));
  return backups.filter(backup => !gone.has(backup));
};

describe('of the backups', () => {
  it('a year of nights leaves seven days, four weeks and twelve months, each by its last', () => {
    // The last night is a Tuesday: the week has begun the day before.
    const days = kept(nightly('2025-11-25', 365)).map(({ day }) => day);
    expect(days).toEqual([
      ...[
        '2025-12-31',
        '2026-01-31',
        '2026-02-28',
        '2026-03-31',
        '2026-04-30',
        '2026-05-31',
        '2026-06-30',
        '2026-07-31',
      ],
      ...['2026-08-31', '2026-09-30', '2026-10-31', '2026-11-08', '2026-11-15'],
      ...['2026-11-18', '2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24'],
    ]);
  });

  it('night by night it comes to the same as all at once', () => {
    let stock: ReturnType<typeof nightly> = [];
    const all = nightly('2025-11-25', 365);
    for (const night of all) stock = kept([...stock, night]);
    expect(stock).toEqual(kept(all));
  });

  it('those made by hand today all stay, tomorrow only the last of them', () => {
    const today = ['09:00:00', '12:30:00', '15:00:00'].map(time => ({ day: '2026-11-24' as Day, time }));
    expect(kept(today)).toEqual(today);
    const tomorrow = { day: '2026-11-25' as Day, time: '02:30:00' };
    expect(kept([...today, tomorrow])).toEqual([today[2], tomorrow]);
  });

  it('none of an empty folder is thrown away, and none after a summer with the program off', () => {
    expect(outlived([], keep)).toEqual([]);
    const spring = kept(nightly('2026-05-01', 31));
    expect(kept([...spring, { day: '2026-09-01', time: '02:30:00' }])).toContainEqual({
      day: '2026-05-31',
      time: '02:30:00',
    });
  });

  it('whatever there is: the newest stays, never more than the rule wants, and a second look throws nothing more away', () => {
    const backup = fc.record({
      day: fc.nat(800).map(days => addDays('2025-01-01', days)),
      time: fc.nat(23).map(hour => `${String(hour).padStart(2, '0')}:30:00`),
    });
    const rule = fc.record({ days: fc.integer({ min: 1, max: 10 }), weeks: fc.nat(6), months: fc.nat(15) });
    fc.assert(
      fc.property(
        fc.uniqueArray(backup, { selector: ({ day, time }) => day + time, maxLength: 120 }),
        rule,
        (backups, some) => {
          const left = kept(backups, some);
          const newest = backups.toSorted((one, other) => (one.day + one.time < other.day + other.time ? 1 : -1))[0];
          if (newest) expect(left).toContain(newest);
          const ofNewestDay = backups.filter(({ day }) => day === newest?.day).length;
          expect(left.length).toBeLessThanOrEqual(some.days + some.weeks + some.months + ofNewestDay);
          expect(kept(left, some)).toEqual(left);
          const days = new Set(backups.map(({ day }) => day));
          expect(new Set(left.map(({ day }) => day)).size).toBeGreaterThanOrEqual(Math.min(days.size, some.days));
        },
      ),
    );
  });
});
