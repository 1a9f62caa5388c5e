import type { Act, HouseAct } from '#school/act.ts';
import { addDays, type Day, parseDay } from '#school/calendar.ts';
import { invalid } from '#school/refusal.ts';
import type { Step } from '#school/timetable/apply-steps.ts';
import type { ClashRules } from '#school/timetable/clashes.ts';
import { clashRules, type Entry, entriesFrom } from '#school/timetable/entries.ts';
import { type CourseFacts, entryWeekNames, type Place } from '#school/timetable/placed.ts';
import { type RoomView, rooms } from '#school/timetable/rooms.ts';

/** Everything a change of the timetable from a day on stands on. */
export interface TimetableGround {
  from: Day;
  entries: Entry[];
  rules: ClashRules;
  courses: ReadonlyMap<number, CourseFacts>;
  rooms: RoomView[];
  roomNames: ReadonlyMap<number, string>;
  daysPerWeek: number;
  alternating: boolean;
}

/** Loads it; six queries. */
export async function timetableGround(act: HouseAct, from: Day): Promise<TimetableGround> {
  const rules = await clashRules(act, from);
  const all = await rooms(act);
  const [school] = await act.em.execute<{ daysPerWeek: number; alternating: boolean }[]>(
    'select days_per_week as "daysPerWeek", alternating_weeks as alternating from school',
  );
  return {
    ...{ from, rules, rooms: all, ...school! },
    entries: await entriesFrom(act, from),
    courses: new Map(rules.courses.map(course => [course.courseId, course])),
    roomNames: new Map(all.map(({ id, name }) => [id, name])),
  };
}

/** Slots of a day: a school may begin with a zeroth. */
export const lastSlot = 14;

/** Refuses places no lesson can have. */
export function refuseSteps(steps: readonly Step[], ground: TimetableGround): void {
  for (const step of steps) if ('place' in step) refusePlace(step.place, ground);
}

/** Refuses a first day that is not a day of the calendar, or not to come: today's lessons are going on. */
export function refuseFrom(act: Act, from: Day): void {
  if (parseDay(from) === undefined) invalid('timetable/day', 'from');
  if (from <= act.today) invalid('timetable/past', 'from', { earliest: addDays(act.today, 1) });
}

function refusePlace(
  { weekday, slot, week, roomId }: Place,
  { daysPerWeek, alternating, rooms: all, from }: TimetableGround,
) {
  if (!(Number.isInteger(weekday) && weekday >= 1 && weekday <= daysPerWeek)) invalid('timetable/weekday', 'weekday');
  if (!(Number.isInteger(slot) && slot >= 0 && slot <= lastSlot)) invalid('timetable/slot', 'slot', { most: lastSlot });
  if (!entryWeekNames.includes(week) || (week !== 'both' && !alternating)) invalid('timetable/week', 'week');
  const closed = all.find(({ id, closedOn }) => id === roomId && closedOn !== null && closedOn <= from);
  if (closed) invalid('timetable/room-closed', 'roomId', { name: closed.name });
}
