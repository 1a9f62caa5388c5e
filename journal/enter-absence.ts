import { Refusal } from '#school/refusal.ts';
import {
  readAbsence,
  refuseAbsenceOfMarked,
  refuseExempt,
  refuseFuture,
  refuseLocked,
  refuseStranger,
} from './entry-rules.ts';
import type { Sheet } from './sheet.ts';

/** An absence as a door brings it: `unknown` («н»), `late` («оп»), or null for «was there». */
export interface AbsenceEntry {
  studentId: number;
  kind: string | null;
}

/**
 * Enters who is missing or late into an open sheet, if every rule agrees. «н» over a reason given by the class teacher
 * leaves the reason; the same absence again changes nothing.
 */
export function enterAbsence(sheet: Sheet, { studentId, kind }: AbsenceEntry): Refusal | undefined {
  const { lesson } = sheet;
  const refusal =
    refuseLocked(lesson) ?? refuseExempt(kind ?? '') ?? refuseFuture(lesson) ?? refuseStranger(sheet, studentId);
  if (refusal) return refusal;
  const after = readAbsence(kind);
  if (after === undefined) return new Refusal('invalid', 'absence/kind');
  const student = sheet.students.get(studentId)!;
  const before = student.absence;
  const isExplained = before !== null && before !== 'late' && after === 'unknown';
  if (after === before || isExplained) return undefined;
  const refused = after === 'unknown' ? refuseAbsenceOfMarked(student) : undefined;
  if (refused) return refused;
  student.absence = after;
  sheet.changes.push({ cell: 'absence', student, before, after });
  return undefined;
}
