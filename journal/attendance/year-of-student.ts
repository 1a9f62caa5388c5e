import type { Act } from '#school/act.ts';
import { isYearOf } from '#school/current-year.ts';
import { seenStudent } from '../student-facts.ts';
import { type StudentCalendar, studentCalendar } from './absence-calendar.ts';
import { studentDays } from './student-days.ts';

/**
 * What a student has missed, day by day through the school year so far (4.2b). For who may read the marks; three queries, one more
 * for the student. Refuses: not-found.
 */
export async function yearOfStudent(act: Act, studentId: number): Promise<StudentCalendar> {
  await seenStudent(act, studentId);
  const stays = await act.em.execute<{ id: number; firstDay: string }[]>(
    `select distinct k.id, y.first_day::text as "firstDay" from enrolment e
     join school_class k on k.id = e.school_class_id join school_year y on y.id = k.year_id
     where e.student_id = :studentId and ${isYearOf(':today')}`,
    { studentId, today: act.today },
  );
  const [first] = stays;
  if (!first) return { days: [] };
  const span = { from: first.firstDay as typeof act.today, to: act.today, studentId };
  return studentCalendar(await studentDays(act, { classIds: stays.map(({ id }) => id), ...span }));
}
