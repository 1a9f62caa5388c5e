import type { Day } from '../calendar.ts';
import type { CourseFacts, EntryWeek, Placed } from './placed.ts';

export type PairKind = 'teacher' | 'room' | 'class' | 'subgroup';

/** Two lessons that cannot be held at once, or one that cannot be held there; `from` and `until` bound the days. */
export interface PlaceClash {
  kind: PairKind | 'bells';
  one: Placed;
  /** With whom; of a missing bell nobody. */
  other: Placed | null;
  weekday: number;
  slot: number;
  week: EntryWeek;
  from: Day;
  until: Day | null;
}

/** A course that has more or fewer hours a week than its load says, from a day on. */
export interface LoadClash {
  kind: 'load';
  course: CourseFacts;
  /** Hours a week by the timetable; of weeks A and B the mean. */
  given: number;
  planned: number;
  from: Day;
}

export type Clash = PlaceClash | LoadClash;

/** What must be known of the school to find clashes. */
export interface ClashRules {
  /** Nothing before this day is looked at. */
  from: Day;
  /** Courses whose hours are counted; none leaves the load out. */
  courses: readonly CourseFacts[];
  /** When a slot of a weekday begins and ends in a shift; nothing where no bell rings. */
  bellOf(shift: number, weekday: number, slot: number): { startsAt: string; endsAt: string } | undefined;
  /** Whether two subgroups have a student in common. */
  shareStudents(one: number, other: number): boolean;
}

/**
 * Everything that is wrong with a timetable, the same for page, program and import: a teacher, a room, a class or students
 * of two subgroups in two places at once; a lesson without a bell; hours that differ from the load. Pure; the order of the
 * entries doesn't matter.
 */
export function clashes(entries: readonly Placed[], rules: ClashRules): Clash[] {
  const living = entries.filter(({ since, until }) => until === null || (until > rules.from && until > since));
  const places = [...Map.groupBy(living, ({ weekday }) => weekday).values()].flatMap(ofDay =>
    clashesOfDay(ofDay, rules),
  );
  return [...places.toSorted(byTime), ...loadClashes(living, rules)];
}

/** What one lesson would clash with among others, were it put there. */
export function clashesWith(one: Placed, others: readonly Placed[], rules: ClashRules): PlaceClash[] {
  const near = others.filter(
    other =>
      other.weekday === one.weekday &&
      (other.teacherId === one.teacherId ||
        other.classId === one.classId ||
        (one.roomId !== null && other.roomId === one.roomId)),
  );
  const found = clashes([...near, one], { ...rules, courses: [] }) as PlaceClash[];
  return found.filter(clash => clash.one === one || clash.other === one);
}

/** Whether somebody is torn apart by it; hours and a missing bell can be lived with for a while. */
export function isHard(clash: Clash): clash is PlaceClash {
  return clash.kind !== 'load' && clash.kind !== 'bells';
}

function clashesOfDay(entries: readonly Placed[], rules: ClashRules): PlaceClash[] {
  const groups = [
    ...Map.groupBy(entries, ({ teacherId }) => `teacher ${teacherId}`).values(),
    ...Map.groupBy(
      entries.filter(({ roomId }) => roomId !== null),
      ({ roomId }) => `room ${roomId}`,
    ).values(),
    ...Map.groupBy(entries, ({ classId }) => `class ${classId}`).values(),
  ];
  const found = new Map<string, PlaceClash>();
  for (const group of groups) {
    for (const [index, one] of group.entries()) {
      for (const other of group.slice(index + 1)) {
        if (!meet(one, other, rules)) continue;
        for (const kind of kindsOf(one, other, rules)) {
          const clash = between(kind, inOrder(one, other), rules);
          found.set(`${kind} ${idOf(clash.one)} / ${idOf(clash.other!)}`, clash);
        }
      }
    }
  }
  return [...found.values(), ...entries.filter(one => !bellOf(one, rules)).map(one => withoutBell(one, rules))];
}

/** At one time in one week on some day from `rules.from` on. */
function meet(one: Placed, other: Placed, rules: ClashRules): boolean {
  if (one.week !== other.week && one.week !== 'both' && other.week !== 'both') return false;
  const from = latest([one.since, other.since, rules.from]);
  const until = earliest(one.until, other.until);
  return (until === null || until > from) && atOneTime(one, other, rules);
}

// Slots of one shift follow each other; of two shifts the clock decides, where there are bells.
function atOneTime(one: Placed, other: Placed, rules: ClashRules): boolean {
  if (one.shift === other.shift) return one.slot === other.slot;
  const [first, second] = [bellOf(one, rules), bellOf(other, rules)];
  if (!first || !second) return one.slot === other.slot;
  return first.startsAt < second.endsAt && second.startsAt < first.endsAt;
}

function kindsOf(one: Placed, other: Placed, rules: ClashRules): PairKind[] {
  const isTogether =
    one.joint && other.joint && one.teacherId === other.teacherId && one.roomId !== null && one.roomId === other.roomId;
  return [
    ...(one.teacherId === other.teacherId && !isTogether ? (['teacher'] as const) : []),
    ...(one.roomId !== null && one.roomId === other.roomId && !isTogether ? (['room'] as const) : []),
    ...(one.classId === other.classId ? kindInClass(one, other, rules) : []),
  ];
}

/** Two subgroups of one division may learn at once; of two divisions only when nobody is in both. */
function kindInClass(one: Placed, other: Placed, rules: ClashRules): PairKind[] {
  if (one.subgroup === null || other.subgroup === null) return ['class'];
  if (one.subgroup.id === other.subgroup.id) return ['subgroup'];
  if (one.subjectId === other.subjectId) return [];
  return rules.shareStudents(one.subgroup.id, other.subgroup.id) ? ['subgroup'] : [];
}

function between(kind: PairKind, [one, other]: [Placed, Placed], rules: ClashRules): PlaceClash {
  return {
    ...{ kind, one, other },
    weekday: one.weekday,
    slot: one.slot,
    week: one.week === 'both' ? other.week : one.week,
    from: latest([one.since, other.since, rules.from]),
    until: earliest(one.until, other.until),
  };
}

function withoutBell(one: Placed, rules: ClashRules): PlaceClash {
  const { weekday, slot, week, until } = one;
  return { kind: 'bells', one, other: null, weekday, slot, week, from: latest([one.since, rules.from]), until };
}

function bellOf({ shift, weekday, slot }: Placed, rules: ClashRules) {
  return rules.bellOf(shift, weekday, slot);
}

/** Hours of each course, from each day on which they change; those that are as planned are left out. */
function loadClashes(entries: readonly Placed[], { courses, from }: ClashRules): LoadClash[] {
  const byCourse = Map.groupBy(entries, ({ courseId }) => courseId);
  return courses.flatMap(course => {
    const own = byCourse.get(course.courseId) ?? [];
    const changes = own.flatMap(({ since, until }) => [since, until]).filter(day => day !== null && day > from);
    const days = [from, ...new Set(changes as Day[])].toSorted();
    const hours = days.map(day => ({ from: day, given: hoursOn(own, day) }));
    return hours
      .filter(({ given }, index) => given !== course.hoursPerWeek && given !== hours[index - 1]?.given)
      .map(hour => ({ kind: 'load' as const, course, planned: course.hoursPerWeek, ...hour }));
  });
}

/** Hours a week on a day: a lesson of one of the two weeks counts half. */
export function hoursOn(entries: readonly Placed[], day: Day): number {
  const valid = entries.filter(({ since, until }) => since <= day && (until === null || until > day));
  return valid.reduce((halves, { week }) => halves + (week === 'both' ? 2 : 1), 0) / 2;
}

function latest(days: readonly Day[]): Day {
  return days.toSorted().at(-1)!;
}

function earliest(one: Day | null, other: Day | null): Day | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}

// So that the same two are the same clash, whichever came first.
function inOrder(one: Placed, other: Placed): [Placed, Placed] {
  return idOf(one) <= idOf(other) ? [one, other] : [other, one];
}

// Everything in which two of them can differ: a tie would leave their order to that of the entries.
function idOf({ courseId, weekday, slot, week, since, roomId, until, joint, subgroup, ...course }: Placed): string {
  const { classId, teacherId, subjectId, shift } = course;
  return [
    ...[courseId, weekday, slot, week, since, roomId, until, joint],
    ...[classId, teacherId, subjectId, subgroup?.id, shift],
  ].join(' ');
}

function byTime(one: PlaceClash, other: PlaceClash): number {
  return one.weekday - other.weekday || one.slot - other.slot || idOf(one.one).localeCompare(idOf(other.one));
}
