import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { isSchoolDay, nextSchoolDay } from '#school/school-days.ts';
import { loadLessons } from './lesson-head.ts';
import { studentsOn } from './lesson-sql.ts';
import { type StudentFactsView, seenStudent } from './student-facts.ts';

export interface StudentLessons {
  student: StudentFactsView;
  day: Day;
  isSchoolDay: boolean;
  /** The first day of lessons after it. */
  next: Day | null;
  lessons: {
    lessonId: number;
    slot: number;
    startsAt: string | null;
    endsAt: string | null;
    subject: string;
    room: string;
    /** Who really gives it. */
    teacher: string;
    substituted: boolean;
    cancelled: boolean;
    topic: string | null;
  }[];
}

/** SQL over `lessonTables`: the lesson concerns `:studentId` by class and subgroup on its day. */
export const concernsStudent = `exists (select 1 from ${studentsOn('l.day')} here where here.student_id = :studentId)`;

/** A student's timetable of a day as it really is, substitutions included. Refuses: not-found. */
export async function studentLessons(act: Act, studentId: number, day: Day): Promise<StudentLessons> {
  const student = await seenStudent(act, studentId);
  const lessons = await loadLessons(act, { where: `l.day = :day and ${concernsStudent}`, params: { day, studentId } });
  return {
    student,
    day,
    isSchoolDay: await isSchoolDay(act, day, student.grade ?? undefined),
    next: (await nextSchoolDay(act, day, student.grade ?? undefined)) ?? null,
    lessons: lessons.map(({ id, slot, startsAt, endsAt, subject, room, teacher, substitute, cancelled, topic }) => ({
      lessonId: id,
      slot,
      startsAt,
      endsAt,
      subject,
      room,
      teacher: substitute ?? teacher,
      substituted: substitute !== null,
      cancelled,
      topic,
    })),
  };
}
