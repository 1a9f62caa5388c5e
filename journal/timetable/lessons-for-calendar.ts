import type { Act } from '#school/act.ts';
import { addDays, type Day, momentOf } from '#school/calendar.ts';
import { lessonsBetween } from './lessons-between.ts';
import { seenTimetable } from './seen-timetable.ts';

/** The lessons of a class or a teacher as events of a calendar. */
export interface CalendarLessons {
  kind: 'class' | 'teacher';
  id: number;
  name: string;
  from: Day;
  events: CalendarLesson[];
}

export interface CalendarLesson {
  /** The same for the same lesson in each file. */
  uid: string;
  day: Day;
  /** Absent where the slot has no bell. */
  starts: Date | null;
  ends: Date | null;
  subject: string;
  className: string;
  subgroup: number | null;
  room: string;
  /** Who really gives it, and whether instead of another. */
  teacher: string;
  substituted: boolean;
  /** It is not held. */
  cancelled: boolean;
}

const daysAhead = 60;

/**
 * The lessons from a day on for two months, substitutions and days off included, as they are now: a file, not a feed. Of a
 * class for the staff and the families of its students, of a teacher for the staff. Four queries. Refuses: not-found.
 */
export async function lessonsForCalendar(
  act: Act,
  { kind, id }: { kind: 'class' | 'teacher'; id: number },
  from: Day,
): Promise<CalendarLessons> {
  const { name, whose } = await seenTimetable(act, { kind, id });
  const lessons = await lessonsBetween(act, { from, to: addDays(from, daysAhead), whose });
  // What a teacher gave away is another's on that day.
  const own = kind === 'teacher' ? lessons.filter(one => (one.substituteId ?? one.teacherId) === id) : lessons;
  const at = (day: Day, time: string | null) => (time === null ? null : momentOf(day, time, act.timeZone));
  const events = own.map(({ courseId, day, slot, startsAt, endsAt, teacher, substitute, ...lesson }) => ({
    uid: `course-${courseId}-${day}-${slot}.${kind}-${id}`,
    ...{ day, starts: at(day, startsAt), ends: at(day, endsAt) },
    ...{ subject: lesson.subject, className: lesson.className, subgroup: lesson.subgroup, room: lesson.room },
    ...{ teacher: substitute ?? teacher, substituted: substitute !== null, cancelled: lesson.cancelled },
  }));
  return { kind, id, name, from, events };
}
