import type { Act } from '#school/act.ts';
import { Refusal } from '#school/refusal.ts';
import { type StudentFactsView, seenStudent } from '../student-facts.ts';
import { classesOf } from './choices.ts';
import { schoolNames } from './school-names.ts';
import { studentReport } from './student-report.ts';
import { yearOf } from './terms.ts';

/**
 * Табель of one student, for the family and for who reads the student's marks (1.2c, 2.4): the student's own sheet of the class's
 * `student-report`, and no other. Refusal: not-found, also for who is in no class.
 */
export async function ownReport(act: Act, studentId: number): Promise<{ student: StudentFactsView; view: object }> {
  const student = await seenStudent(act, studentId);
  const year = await yearOf(act, act.today);
  const own = year && (await classesOf(act, year)).find(({ id }) => id === student.classId);
  if (!own) throw new Refusal('not-found', 'not-found');
  const { columns, spans, students } = await studentReport(act, { class: own, year });
  const sheet = students.filter(({ id }) => id === studentId);
  const ground = { class: own, year: year.name, at: act.at, school: await schoolNames(act) };
  return { student, view: { ...ground, columns, spans, students: sheet } };
}
