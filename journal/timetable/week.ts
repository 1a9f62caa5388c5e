import type { Act } from '#school/act.ts';
import { addDays, type Day, weekOf } from '#school/calendar.ts';
import { type CalendarDay, daysBetweenIncluded } from '#school/days-between.ts';
import { may } from '#school/permissions.ts';
import { type SpecialBells, specialBells } from '#school/special-bells.ts';
import type { WeekName } from '#school/timetable/placed.ts';
import { weekNameOn, weeks } from '#school/timetable/weeks.ts';
import { lessonsBetween, type ShownLesson } from './lessons-between.ts';
import { type SeenTimetable, seenTimetable, type TimetableKind } from './seen-timetable.ts';

export type { TimetableKind } from './seen-timetable.ts';

/** A week of a class, a teacher or a room as it really is: bells of each day, rooms, substitutions, days off. */
export interface TimetableWeek {
  kind: TimetableKind;
  id: number;
  /** «5Б», «Иванова Наталья Петровна», «301» */
  name: string;
  monday: Day;
  sunday: Day;
  /** Mondays of the weeks around it. */
  previous: Day;
  next: Day;
  current: boolean;
  /** Where the school lives by two weeks, which one it is. */
  week: WeekName | null;
  days: TimetableDayView[];
  /** Slots that any day has, in order, without gaps. */
  slots: number[];
  mayKeep: boolean;
}

export interface TimetableDayView extends CalendarDay {
  /** The bells ring otherwise than usual. */
  special: Pick<SpecialBells, 'name' | 'reason'> | null;
  lessons: ShownLesson[];
}

/** The week of a class. For the staff, and for the families of its students. Seven queries. Refuses: not-found. */
export function timetableOfClass(
  act: Act,
  id: number,
  { day = act.today }: { day?: Day } = {},
): Promise<TimetableWeek> {
  return weekOfKind(act, { kind: 'class', id }, day);
}

/** The week of a teacher, substitutions included. For the staff. Six queries. Refuses: not-found. */
export function timetableOfTeacher(
  act: Act,
  id: number,
  { day = act.today }: { day?: Day } = {},
): Promise<TimetableWeek> {
  return weekOfKind(act, { kind: 'teacher', id }, day);
}

/** The week of a room. For the staff. Six queries. Refuses: not-found. */
export function timetableOfRoom(act: Act, id: number, { day = act.today }: { day?: Day } = {}): Promise<TimetableWeek> {
  return weekOfKind(act, { kind: 'room', id }, day);
}

/** The week of any of them. Refuses: not-found. */
export async function weekOfKind(
  act: Act,
  which: { kind: TimetableKind; id: number },
  day: Day,
): Promise<TimetableWeek> {
  return weekView(act, await seenTimetable(act, which), day);
}

async function weekView(
  act: Act,
  { kind, id, name, whose, grade, shift }: SeenTimetable,
  day: Day,
): Promise<TimetableWeek> {
  const { monday, sunday } = weekOf(day);
  const span = { from: monday, to: sunday };
  const lessons = await lessonsBetween(act, { ...span, whose });
  const calendar = await daysBetweenIncluded(act, { ...span, grade });
  const special = new Map((await specialBells(act, { ...span, shift })).map(one => [one.day, one]));
  const ofDay = Map.groupBy(lessons, one => one.day);
  const days = calendar.map(one => ({
    ...one,
    special: special.get(one.day) ?? null,
    lessons: ofDay.get(one.day) ?? [],
  }));
  return {
    ...{ kind, id, name, monday, sunday, previous: addDays(monday, -7), next: addDays(monday, 7) },
    current: monday <= act.today && act.today <= sunday,
    week: weekNameOn(await weeks(act), monday),
    days,
    slots: slotsOf(lessons),
    mayKeep: may(act.by, 'keepTimetable'),
  };
}

function slotsOf(lessons: readonly ShownLesson[]): number[] {
  if (lessons.length === 0) return [];
  const slots = lessons.map(({ slot }) => slot);
  const [first, last] = [Math.min(1, ...slots), Math.max(...slots)];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
