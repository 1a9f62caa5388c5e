import type { AbsenceKind } from '#db/journal/absence.ts';
import type { Act } from '#school/act.ts';
import { addDays, type Day, monthOf } from '#school/calendar.ts';
import { may, see } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { type NoteOfClass, notesOfClass } from '../absence-notes/notes-of-class.ts';
import {
  type AttendanceFigures,
  attendanceTenths,
  figuresOf,
  isSystematic,
  sumOf,
  unexcusedTenths,
} from './figures.ts';
import { type ClassDay, type MissedLesson, studentDays } from './student-days.ts';
import { namesOf } from './student-names.ts';

export interface AttendanceMonth {
  classId: number;
  className: string;
  /** First and last day of the month. */
  from: Day;
  to: Day;
  previous: Day;
  next: Day;
  /** Days of the month on which the class has lessons. */
  days: Day[];
  students: StudentMonth[];
  figures: ShownFigures;
  /** Who has missed 30 % of the month without a valid reason. */
  systematic: { id: number; name: string; unexcused: number; tenths: number }[];
  /** What parents have explained and nobody has settled, and what concerns this month. */
  notes: NoteOfClass[];
  mayGiveReason: boolean;
}

export interface ShownFigures extends AttendanceFigures {
  /** In tenths of a percent; nothing where no lesson was held. */
  attendance: number | null;
}

export interface StudentMonth {
  id: number;
  name: string;
  /** One for each day of the month's `days`; nothing where the student had no lessons (in the class). */
  cells: (DayCell | null)[];
  figures: ShownFigures;
}

export interface DayCell {
  day: Day;
  lessons: number;
  missed: number;
  late: number;
  /** All lessons were missed, some, none but came late, or nothing of it. */
  sign: 'full' | 'part' | 'late' | null;
  /** What the sign says: of several reasons the one that needs the class teacher most. */
  kind: AbsenceKind | null;
  absences: MissedLesson[];
}

/**
 * A month of a class: every student, every day, with the figures; five queries. `month` is any day of it. For the class
 * teacher, deputy and director. Refuses: not-found.
 */
export async function attendanceMonth(act: Act, classId: number, month: Day): Promise<AttendanceMonth> {
  see(act, 'readAttendance', classId);
  const { firstDay: from, lastDay: to } = monthOf(month);
  const [found] = await act.em.execute<{ name: string }[]>(
    'select grade || letter as name from school_class where id = :classId',
    { classId },
  );
  if (!found) throw new Refusal('not-found', 'not-found');
  const all = await studentDays(act, { classIds: [classId], from, to });
  const days = [...new Set(all.map(({ day }) => day))];
  const ofStudent = Map.groupBy(all, ({ studentId }) => studentId);
  const names = await namesOf(act, [...ofStudent.keys()]);
  const students = names.map(({ id, name }) => studentMonth(id, name, { days, own: ofStudent.get(id)! }));
  return {
    ...{ classId, className: found.name, from, to, days, students },
    previous: monthOf(addDays(from, -1)).firstDay,
    next: addDays(to, 1),
    figures: shown(sumOf(students.map(({ figures }) => figures))),
    systematic: students
      .filter(({ figures }) => isSystematic(figures))
      .map(({ id, name, figures }) => ({ id, name, unexcused: figures.unexcused, tenths: unexcusedTenths(figures) })),
    notes: await notesOfClass(act, classId, { from, to }),
    mayGiveReason: may(act.by, 'giveReason', { classId }),
  };
}

function studentMonth(id: number, name: string, { days, own }: { days: Day[]; own: ClassDay[] }): StudentMonth {
  const byDay = new Map(own.map(one => [one.day, one]));
  const cells = days.map(day => byDay.get(day)).map(one => (one ? cellOf(one) : null));
  return { id, name, cells, figures: shown(figuresOf(own)) };
}

function shown(figures: AttendanceFigures): ShownFigures {
  return { ...figures, attendance: attendanceTenths(figures) };
}

/** What a class teacher has to look at first. */
const weightiest = ['unknown', 'unexcused', 'valid', 'ill'] as const;

function cellOf(one: ClassDay): DayCell {
  const { day, lessons, late, absences } = one;
  const missed = one.ill + one.valid + one.unexcused + one.unknown;
  const sign = missed > 0 ? (missed === lessons ? 'full' : 'part') : late > 0 ? 'late' : null;
  const kind = weightiest.find(kind => one[kind] > 0) ?? (late > 0 ? 'late' : null);
  return { day, lessons, missed, late, sign, kind, absences };
}
