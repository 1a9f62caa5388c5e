import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Day } from '../calendar.ts';
import { type ClashRules, clashes, isHard, type PlaceClash } from './clashes.ts';
import type { Placed } from './placed.ts';

// First shift from 8:30, second from 13:30: its first lesson overlaps the sixth of the first (13:00–13:40).
const times: Record<number, string[]> = {
  1: ['08:30', '09:20', '10:15', '11:15', '12:10', '13:00'],
  2: ['13:30', '14:20', '15:10'],
};
const later = (time: string) => {
  const minutes = Number(time.slice(0, 2)) * 60 + Number(time.slice(3)) + 40;
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
};
const rules: ClashRules = {
  from: '2026-11-30',
  courses: [],
  bellOf: (shift, _weekday, slot) => {
    const startsAt = times[shift]?.[slot - 1];
    return startsAt ? { startsAt, endsAt: later(startsAt) } : undefined;
  },
  // English 1 shares students with informatics 1, not with informatics 2.
  shareStudents: (one, other) => one % 10 === other % 10,
};

const place = (over: Partial<Placed> = {}): Placed => ({
  ...{ courseId: 1, classId: 5, className: '5Б', shift: 1, subjectId: 1, subject: 'Математика', subgroup: null },
  ...{ teacherId: 1, teacher: 'Иванова Н. П.', hoursPerWeek: 5, weekday: 1, slot: 2, week: 'both' as const },
  ...{ roomId: 301, room: '301', joint: false, since: '2026-09-01' as Day, until: null },
  ...over,
});
const kinds = (...entries: Placed[]) => clashes(entries, rules).map(({ kind }) => kind);

describe('two lessons at once', () => {
  const russian = { courseId: 2, subjectId: 2, teacherId: 2, roomId: 201, room: '201' };

  test('of one teacher in two classes', () => {
    expect(kinds(place(), place({ courseId: 3, classId: 6, roomId: 302 }))).toEqual(['teacher']);
  });
  test('in one room', () => {
    expect(kinds(place(), place({ ...russian, classId: 6, roomId: 301 }))).toEqual(['room']);
  });
  test('of one class', () => {
    expect(kinds(place(), place(russian))).toEqual(['class']);
  });
  test('one slot later, or another day, is no clash', () => {
    expect(kinds(place(), place({ slot: 3 }), place({ weekday: 2 }))).toEqual([]);
  });
  test('lessons without a room share none', () => {
    expect(kinds(place({ roomId: null }), place({ ...russian, classId: 6, roomId: null }))).toEqual([]);
  });
  test('in week A and in week B never meet, every week meets both', () => {
    expect(kinds(place({ week: 'A' }), place({ ...russian, week: 'B' }))).toEqual([]);
    const [clash] = clashes([place({ week: 'A' }), place(russian)], rules) as PlaceClash[];
    expect(clash).toMatchObject({ kind: 'class', week: 'A' });
  });
  test('one that ends before the other begins never meet; the clash says from when and until when', () => {
    expect(kinds(place({ until: '2027-01-12' }), place({ ...russian, since: '2027-01-12' }))).toEqual([]);
    const [clash] = clashes([place({ until: '2027-02-01' }), place({ ...russian, since: '2027-01-12' })], rules);
    expect(clash).toMatchObject({ from: '2027-01-12', until: '2027-02-01' });
  });
  test('what is over before the first day asked about is not looked at', () => {
    expect(kinds(place({ until: '2026-11-30' }), place(russian))).toEqual([]);
  });
  test('of two classes held together are one lesson; without saying so they are a mistake', () => {
    const other = { courseId: 3, classId: 6 };
    expect(kinds(place({ joint: true }), place({ ...other, joint: true }))).toEqual([]);
    expect(kinds(place(), place(other))).toEqual(['teacher', 'room']);
  });
});

describe('subgroups', () => {
  const english = (number: number) =>
    place({
      courseId: 10 + number,
      subjectId: 10,
      subgroup: { id: 100 + number, number },
      teacherId: 10 + number,
      roomId: 240 + number,
    });
  const informatics = (number: number) =>
    place({
      courseId: 20 + number,
      subjectId: 20,
      subgroup: { id: 200 + number, number },
      teacherId: 20 + number,
      roomId: 310 + number,
    });

  test('two of one division learn at once in two rooms', () => {
    expect(kinds(english(1), english(2))).toEqual([]);
  });
  test('of two divisions may learn at once when nobody is in both', () => {
    expect(kinds(english(1), informatics(2))).toEqual([]);
    expect(kinds(english(1), informatics(1))).toEqual(['subgroup']);
  });
  test('and the whole class may not', () => {
    expect(kinds(english(1), place())).toEqual(['class']);
  });
});

describe('shifts and bells', () => {
  test('the sixth lesson of the first shift overlaps the first of the second', () => {
    const second = place({ courseId: 3, classId: 6, shift: 2, slot: 1, roomId: 302 });
    expect(kinds(place({ slot: 6 }), second)).toEqual(['teacher']);
    expect(kinds(place({ slot: 5 }), second)).toEqual([]);
    expect(kinds(place({ slot: 1 }), second)).toEqual([]);
  });
  test('a slot without a bell is said, and is no hard clash', () => {
    const found = clashes([place({ slot: 7 })], rules);
    expect(found).toMatchObject([{ kind: 'bells', slot: 7, other: null }]);
    expect(found.filter(isHard)).toEqual([]);
  });
});

test('hours a week over and under the load are said, of weeks A and B the mean, from the day on', () => {
  const course = place({ hoursPerWeek: 2 });
  const withLoad = { ...rules, courses: [course] };
  const load = (...entries: Placed[]) =>
    clashes(entries, withLoad).flatMap(clash =>
      clash.kind === 'load' ? [[clash.from, clash.given, clash.planned]] : [],
    );
  expect(load(course, place({ weekday: 2 }))).toEqual([]);
  expect(load(course)).toEqual([['2026-11-30', 1, 2]]);
  expect(load(course, place({ weekday: 2, week: 'A' }))).toEqual([['2026-11-30', 1.5, 2]]);
  expect(load(course, place({ weekday: 2 }), place({ weekday: 3, since: '2027-01-12' }))).toEqual([
    ['2027-01-12', 3, 2],
  ]);
  expect(load(course, place({ weekday: 2, until: '2027-01-12' }))).toEqual([['2027-01-12', 1, 2]]);
});

const anyDay = fc.constantFrom<Day>('2026-09-01', '2026-11-30', '2027-01-12', '2027-03-01');
const anyPlaced = fc
  .record({
    ...{ courseId: fc.integer({ min: 1, max: 4 }), classId: fc.integer({ min: 5, max: 6 }) },
    ...{ teacherId: fc.integer({ min: 1, max: 3 }), roomId: fc.option(fc.integer({ min: 1, max: 3 })) },
    ...{ subjectId: fc.integer({ min: 1, max: 2 }), number: fc.option(fc.integer({ min: 1, max: 2 })) },
    ...{ slot: fc.integer({ min: 1, max: 7 }), shift: fc.integer({ min: 1, max: 2 }), joint: fc.boolean() },
    week: fc.constantFrom('both', 'A', 'B'),
    since: anyDay,
    until: fc.option(anyDay),
  })
  .map(({ number, ...rest }) => {
    const subgroup = number === null ? null : { id: rest.classId * 100 + rest.subjectId * 10 + number, number };
    return place({ ...rest, week: rest.week as Placed['week'], subgroup });
  });
const names = (entries: readonly Placed[]) =>
  clashes(entries, rules)
    .map(clash =>
      clash.kind === 'load' ? '' : JSON.stringify([clash.kind, clash.one, clash.other, clash.from, clash.until]),
    )
    .toSorted();

describe('of any timetable', () => {
  test('two lessons alike in all but their end clash in the same way, whichever comes first', () => {
    const [open, ended] = [place(), place({ until: '2027-03-01' })];
    expect(names([open, ended])).toEqual(names([ended, open]));
    const other = place({ courseId: 2, subjectId: 2, roomId: 201 });
    // Each of the three with each other, by the class and by the teacher; the two alike by their room too.
    expect(names([open, ended, other])).toHaveLength(7);
  });

  test('the clashes are the same in whatever order the entries come', () => {
    fc.assert(
      fc.property(fc.array(anyPlaced, { maxLength: 8 }), entries => {
        expect(names(entries.toReversed())).toEqual(names(entries));
      }),
    );
  });

  test('two clash exactly when each alone with the other does', () => {
    fc.assert(
      fc.property(fc.array(anyPlaced, { maxLength: 6 }), entries => {
        const pairs = entries.flatMap((one, index) => entries.slice(index + 1).map(other => [one, other] as const));
        const whole = clashes(entries, rules).filter(isHard);
        for (const [one, other] of pairs) {
          const alone = clashes([one, other], rules).filter(isHard).length > 0;
          const among = whole.some(
            clash => (clash.one === one && clash.other === other) || (clash.one === other && clash.other === one),
          );
          // Of two entries alike in everything one may stand for the other.
          if (!alone) expect(among).toBe(false);
          else if (JSON.stringify(one) !== JSON.stringify(other)) expect(whole.length).toBeGreaterThan(0);
        }
      }),
    );
  });

  test('two subgroups of one division with teachers and rooms of their own never clash', () => {
    fc.assert(
      fc.property(anyPlaced, anyPlaced, (one, other) => {
        const alike = { classId: 5, subjectId: 1, slot: 1, shift: 1 };
        const first = { ...one, ...alike, subgroup: { id: 511, number: 1 }, courseId: 1, teacherId: 1, roomId: 1 };
        const second = { ...other, ...alike, subgroup: { id: 512, number: 2 }, courseId: 2, teacherId: 2, roomId: 2 };
        expect(clashes([first, second], rules)).toEqual([]);
      }),
    );
  });

  test('weeks A and B apart, nothing clashes between them', () => {
    fc.assert(
      fc.property(anyPlaced, anyPlaced, (one, other) => {
        const found = clashes(
          [
            { ...one, week: 'A' },
            { ...other, week: 'B' },
          ],
          rules,
        );
        expect(found.filter(isHard)).toEqual([]);
      }),
    );
  });
});
