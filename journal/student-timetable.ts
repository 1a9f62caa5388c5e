import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { type CalendarDay, daysBetweenIncluded } from '#school/days-between.ts';
import { schoolDaysAround } from '#school/school-days.ts';
import { loadLessons } from './lesson-head.ts';
import { type StudentFactsView, seenStudent } from './student-facts.ts';
import { concernsStudent } from './student-lessons.ts';

export interface StudentTimetable {
  student: StudentFactsView;
  from: Day;
  to: Day;
  /** Every day of the span, those without lessons too. */
  days: TimetableDay[];
  /** The last day of lessons before the span, and the first after it. */
  previous: Day | null;
  next: Day | null;
}

export interface TimetableDay extends CalendarDay {
  lessons: TimetableLesson[];
}

export interface TimetableLesson {
  lessonId: number;
  slot: number;
  startsAt: string | null;
  endsAt: string | null;
  subjectId: number;
  subject: string;
  /** Number of the student's subgroup, or nothing for the whole class. */
  subgroup: number | null;
  room: string;
  /** Who really gives it. */
  teacher: string;
  /** Whom the teacher stands in for; null where nobody. */
  instead: string | null;
  /** It is not held. */
  cancelled: boolean;
  topic: string | null;
  /** A control work is planned. */
  control: boolean;
  /** Going on at this moment. */
  now: boolean;
  /** The timetable has it no more, but it will be held. */
  offTimetable: boolean;
}

/**
 * A student's timetable of some days as it really is: bells, rooms, own subgroups, substitutions, days off. For who may
 * read the marks; five queries, however long the span. Refuses: not-found.
 */
export async function studentTimetable(
  act: Act,
  studentId: number,
  { from, to }: { from: Day; to: Day },
): Promise<StudentTimetable> {
  const student = await seenStudent(act, studentId);
  const heads = await loadLessons(act, {
    where: `l.day between :from and :to and ${concernsStudent}`,
    params: { from, to, studentId },
  });
  const calendar = await daysBetweenIncluded(act, { from, to, grade: student.grade });
  const ofDay = Map.groupBy(heads, ({ day }) => day);
  const grade = student.grade ?? undefined;
  const { previous } = await schoolDaysAround(act, from, grade);
  const { next } = await schoolDaysAround(act, to, grade);
  return {
    ...{ student, from, to },
    days: calendar.map(one => ({ ...one, lessons: (ofDay.get(one.day) ?? []).map(lessonView) })),
    previous: previous ?? null,
    next: next ?? null,
  };
}

function lessonView(head: Awaited<ReturnType<typeof loadLessons>>[number]): TimetableLesson {
  const { id, slot, startsAt, endsAt, subjectId, subject, subgroup, room, teacher, substitute, topic } = head;
  return {
    lessonId: id,
    ...{ slot, startsAt, endsAt, subjectId, subject, subgroup, room, topic },
    teacher: substitute ?? teacher,
    instead: substitute === null ? null : teacher,
    cancelled: head.cancelled,
    control: head.controlId !== null,
    now: head.begun && !head.ended,
    offTimetable: head.offTimetable,
  };
}
