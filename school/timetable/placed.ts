import type { EntryWeek } from '#db/school/timetable-entry.ts';
import type { Day } from '../calendar.ts';

export { type EntryWeek, entryWeeks as entryWeekNames } from '#db/school/timetable-entry.ts';
export type { WeekName } from '#db/school/week-turn.ts';

/** Where in the week a course has a lesson; with the course it names an entry of a day's timetable. */
export interface PlaceKey {
  courseId: number;
  /** 1 is Monday. */
  weekday: number;
  slot: number;
  week: EntryWeek;
}

/** A lesson to be put into the week. */
export interface Place extends PlaceKey {
  roomId: number | null;
  /** Held together with another class by one teacher in one room. */
  joint: boolean;
}

/** A course with everything that is asked about it when its lessons are placed. */
export interface CourseFacts {
  courseId: number;
  classId: number;
  className: string;
  /** The shift of the class. */
  shift: number;
  subjectId: number;
  subject: string;
  /** A part of the class; parts by the same subject are one division. */
  subgroup: { id: number; number: number } | null;
  teacherId: number;
  teacher: string;
  hoursPerWeek: number;
}

/** An entry of the timetable with its course; valid from `since` up to the day before `until`. */
export interface Placed extends Place, CourseFacts {
  room: string | null;
  since: Day;
  until: Day | null;
}

/** The name of a place, the same for the same place. */
export function keyOf({ courseId, weekday, slot, week }: PlaceKey): string {
  return `${courseId} ${weekday} ${slot} ${week}`;
}
