import type { FastifyRequest } from 'fastify';
import { notesOfStudent } from '#journal/absence-notes/notes-of-student.ts';
import { studentAbsences } from '#journal/attendance/student-absences.ts';
import { yearOfStudent } from '#journal/attendance/year-of-student.ts';
import type { Act } from '#school/act.ts';
import { begunPeriods, periodAmong } from '#school/student-periods.ts';
import { idOf } from './address.ts';
import { aroundDiary } from './diary-frame.ts';

/** What a student has missed in a period, what of it a parent may still explain, and what was said (4.2b). */
export async function diaryAttendance(act: Act, request: FastifyRequest): Promise<object> {
  const studentId = idOf(request);
  const { period: asked } = request.query as { period?: unknown };
  const periods = await begunPeriods(act, studentId);
  const period = periodAmong(periods, typeof asked === 'string' ? asked : undefined) ?? periods.at(-1);
  const span = { from: period?.firstDay ?? act.today, to: period?.lastDay ?? act.today };
  const absences = await studentAbsences(act, studentId, span);
  const { notes } = await notesOfStudent(act, studentId);
  return {
    ...absences,
    ...(await aroundDiary(act, absences.student, 'attendance')),
    days: absences.days.toReversed(),
    period: period ?? null,
    periods: periods.map(one => ({
      ...one,
      href: `/diary/${studentId}/attendance?period=${one.number}`,
      current: one.number === period?.number,
    })),
    notes,
    year: await yearOfStudent(act, studentId),
  };
}
