import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { isSchoolDay, nextSchoolDay } from '#school/school-days.ts';
import { lessonTables } from './lesson-sql.ts';
import { type StudentFactsView, seenStudent } from './student-facts.ts';
import { concernsStudent } from './student-lessons.ts';

export interface StudentHomework {
  student: StudentFactsView;
  day: Day;
  isSchoolDay: boolean;
  /** The first day of lessons after it. */
  next: Day | null;
  tasks: {
    subject: string;
    /** The lesson for which it is due. */
    lessonId: number;
    /** Nothing when the teacher said «не задано». */
    homework: string | null;
    givenOn: Day;
  }[];
}

/** Homework due on a day: what was set at the last lessons before it of each subject the student has then. Refuses: not-found. */
export async function studentHomework(act: Act, studentId: number, day: Day): Promise<StudentHomework> {
  const student = await seenStudent(act, studentId);
  return {
    student,
    day,
    isSchoolDay: await isSchoolDay(act, day, student.grade ?? undefined),
    next: (await nextSchoolDay(act, day)) ?? null,
    tasks: await act.em.execute<StudentHomework['tasks']>(tasksQuery, { studentId, day }),
  };
}

const tasksQuery = `
  with due as (
    select distinct on (l.course_id) l.id, l.course_id, l.day, l.slot, j.name as subject
    from ${lessonTables} where l.day = :day and ${concernsStudent} order by l.course_id, l.slot)
  select due.subject, due.id as "lessonId", given.homework, given.day::text as "givenOn"
  from due
  cross join lateral (
    select l.day, l.homework, l.no_homework from lesson l
    where l.course_id = due.course_id and l.day < due.day order by l.day desc, l.homework is null, l.slot desc limit 1) given
  where given.homework is not null or given.no_homework
  order by due.slot`;
