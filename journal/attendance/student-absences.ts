import type { Act } from '#school/act.ts';
import { addDays, type Day } from '#school/calendar.ts';
import { may } from '#school/permissions.ts';
import { daysBack } from '../absence-notes/explain-absence.ts';
import { type StudentFactsView, seenStudent } from '../student-facts.ts';
import type { ShownFigures } from './attendance-month.ts';
import { attendanceTenths, figuresOf, type StudentDay } from './figures.ts';
import { type MissedLesson, studentDays } from './student-days.ts';

export interface StudentAbsences {
  student: StudentFactsView;
  from: Day;
  to: Day;
  figures: ShownFigures;
  /** Days with something missed or come late to, in order. */
  days: AbsenceDay[];
  /** The actor is a parent and may explain. */
  mayExplain: boolean;
}

export interface AbsenceDay {
  day: Day;
  lessons: number;
  missed: number;
  late: number;
  /** Every lesson of the day was missed. */
  full: boolean;
  /** The reason is health: a messenger is told of none. */
  absences: MissedLesson[];
  /** How the missed lessons stand: nobody has explained them, a parent's word waits for the class teacher, or the reason is known. */
  state: 'unexplained' | 'waiting' | 'settled' | null;
  /** The actor may explain this day now. */
  mayExplain: boolean;
}

/**
 * A student's absences and lates of some days (4.2b), with the figures of domain, "Attendance". For who may read the marks;
 * four queries. Refuses: not-found.
 */
export async function studentAbsences(
  act: Act,
  studentId: number,
  { from, to }: { from: Day; to: Day },
): Promise<StudentAbsences> {
  const student = await seenStudent(act, studentId);
  const classes = await act.em.execute<{ id: number }[]>(
    `select distinct school_class_id as id from enrolment
     where student_id = :studentId and since <= :to and (until is null or until > :from)`,
    { studentId, from, to },
  );
  const days = await studentDays(act, { classIds: classes.map(({ id }) => id), from, to, studentId });
  const notes = await act.em.execute<Note[]>(
    `select since::text as since, until::text as until from absence_note
     where student_id = :studentId and accepted is null and since <= :to and until >= :from`,
    { studentId, from, to },
  );
  const mayExplain = may(act.by, 'explainAbsence', { studentId });
  const figures = figuresOf(days);
  return {
    ...{ student, from, to, mayExplain },
    figures: { ...figures, attendance: attendanceTenths(figures) },
    days: days
      .filter(({ absences }) => absences.length > 0)
      .map(one => absenceDay(one, { notes, mayExplain, earliest: addDays(act.today, -daysBack) })),
  };
}

interface Note {
  since: Day;
  until: Day;
}

function absenceDay(
  one: StudentDay & { absences: MissedLesson[] },
  { notes, mayExplain, earliest }: { notes: readonly Note[]; mayExplain: boolean; earliest: Day },
): AbsenceDay {
  const { day, lessons, late, absences } = one;
  const missed = one.ill + one.valid + one.unexcused + one.unknown;
  const waits = notes.some(({ since, until }) => since <= day && day <= until);
  const open = one.unknown + one.unexcused > 0;
  const state = missed === 0 ? null : waits ? 'waiting' : one.unknown > 0 ? 'unexplained' : 'settled';
  return {
    ...{ day, lessons, missed, late, absences, state },
    full: missed === lessons,
    mayExplain: mayExplain && open && !waits && day >= earliest,
  };
}
