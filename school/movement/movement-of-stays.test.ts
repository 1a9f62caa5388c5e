import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../calendar.ts';
import { type MovementSpan, movementOf, type Stay, sumOfMovement } from './movement-of-stays.ts';

const [classA, classB] = [1, 2];
const stay = (studentId: number, classId: number, days: Partial<Stay> = {}): Stay => ({
  ...{ studentId, classId, since: '2026-09-01', arrival: 'promoted', until: null, departure: null },
  ...days,
});
/** The first quarter, and the second with the holidays before it. */
const first: MovementSpan = { from: '2026-09-01', to: '2026-10-23' };
const second: MovementSpan = { from: '2026-10-23', to: '2026-12-29' };
const counts = (stays: Stay[], span: MovementSpan) => {
  const { start, arrived, left, end } = movementOf(stays, span);
  return [start, arrived, left, end];
};

describe('the movement of a class', () => {
  test('who is there on the first day is there at the start; who comes later arrives', () => {
    const stays = [
      stay(1, classA),
      stay(2, classA, { arrival: 'enrolled' }),
      stay(3, classA, { since: '2026-09-14', arrival: 'enrolled' }),
    ];
    expect(counts(stays, first)).toEqual([2, 1, 0, 3]);
    expect(counts(stays, second)).toEqual([3, 0, 0, 3]);
  });

  test('who leaves on the last day is not there at the end', () => {
    expect(counts([stay(1, classA, { until: '2026-10-23', departure: 'left' })], first)).toEqual([1, 0, 1, 0]);
    expect(counts([stay(1, classA, { until: '2026-10-24', departure: 'left' })], first)).toEqual([1, 0, 0, 1]);
  });

  test('who leaves in the holidays leaves in the quarter that follows', () => {
    expect(counts([stay(1, classA, { until: '2026-10-28', departure: 'left' })], second)).toEqual([1, 0, 1, 0]);
  });

  test('who left and returned has left and has arrived', () => {
    const stays = [
      stay(1, classA, { until: '2026-09-20', departure: 'left' }),
      stay(1, classA, { since: '2026-10-05', arrival: 'returned' }),
    ];
    expect(counts(stays, first)).toEqual([1, 1, 1, 1]);
  });

  test('who came and left within the time is both, and at neither end', () => {
    const stays = [
      stay(1, classA, { since: '2026-09-10', arrival: 'enrolled', until: '2026-10-01', departure: 'left' }),
    ];
    expect(counts(stays, first)).toEqual([0, 1, 1, 0]);
    const { arrivals, departures } = movementOf(stays, first);
    expect([arrivals[0]!.since, departures[0]!.until]).toEqual(['2026-09-10', '2026-10-01']);
  });
});

describe('a move between classes', () => {
  const moved = [
    stay(1, classA, { until: '2026-10-05', departure: 'moved' }),
    stay(1, classB, { since: '2026-10-05', arrival: 'moved' }),
    stay(2, classB),
  ];
  const of = (classId: number) => moved.filter(one => one.classId === classId);

  test('counts in both classes and not in the school', () => {
    expect(counts(of(classA), first)).toEqual([1, 0, 1, 0]);
    expect(counts(of(classB), first)).toEqual([1, 1, 0, 2]);
    expect(counts(moved, first)).toEqual([2, 0, 0, 2]);
  });

  test('into another parallel and back is none within the parallel that was left meanwhile', () => {
    const back = [moved[0]!, stay(1, classB, { since: '2026-10-12', arrival: 'moved' })];
    expect(counts(back, first)).toEqual([1, 1, 1, 1]);
    expect(counts(back, { from: '2026-09-01', to: '2026-10-08' })).toEqual([1, 0, 1, 0]);
  });

  test('back and forth leaves the school as it was', () => {
    const stays = [...moved.slice(0, 1), { ...moved[1]!, until: '2026-10-12', departure: 'moved' } as Stay];
    stays.push(stay(1, classA, { since: '2026-10-12', arrival: 'moved' }));
    expect(counts(stays, first)).toEqual([1, 0, 0, 1]);
    expect(
      counts(
        stays.filter(one => one.classId === classA),
        first,
      ),
    ).toEqual([1, 1, 1, 1]);
  });
});

describe('of any stays', () => {
  const day = fc.integer({ min: 0, max: 120 }).map(days => addDays('2026-08-20', days));
  const anyStay = fc
    .record({
      studentId: fc.integer({ min: 1, max: 4 }),
      classId: fc.constantFrom(classA, classB),
      since: day,
      arrival: fc.constantFrom('enrolled', 'moved', 'returned'),
      length: fc.option(fc.integer({ min: 0, max: 60 })),
      departure: fc.constantFrom('moved', 'left'),
    })
    .map(({ length, departure, ...one }) => ({
      ...one,
      until: length === null ? null : addDays(one.since, length),
      departure: length === null ? null : departure,
    }));

  test('start + arrived − left = end, of one class, of all as one, and of classes added up', () => {
    fc.assert(
      fc.property(fc.array(anyStay as fc.Arbitrary<Stay>, { maxLength: 12 }), day, day, (stays, a, b) => {
        const span = a < b ? { from: a, to: b } : { from: b, to: a };
        const classes = [classA, classB].map(id =>
          movementOf(
            stays.filter(one => one.classId === id),
            span,
          ),
        );
        for (const one of [...classes, sumOfMovement(classes), movementOf(stays, span)]) {
          expect(one.start + one.arrived - one.left).toBe(one.end);
          expect([one.arrivals.length, one.departures.length]).toEqual([one.arrived, one.left]);
        }
      }),
    );
  });
});
