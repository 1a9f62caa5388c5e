import type { AbsenceKind } from '#db/journal/absence.ts';
import { Refusal } from '#school/refusal.ts';
import { refuseLocked, refuseStranger } from './entry-rules.ts';
import type { Sheet } from './sheet.ts';

/** Why somebody was missing, as the class teacher found; `unknown` takes the reason back. */
export type Reason = Exclude<AbsenceKind, 'late'>;

export interface ReasonEntry {
  studentId: number;
  kind: Reason;
}

/**
 * Gives an absence its reason, if every rule agrees (4.2b). Certificates come late: the editing window does not count
 * here, a period closed by order does.
 */
export function enterReason(sheet: Sheet, { studentId, kind }: ReasonEntry): Refusal | undefined {
  const { lesson } = sheet;
  const refusal =
    (lesson.locked === 'period' || lesson.locked === 'year' ? refuseLocked(lesson) : undefined) ??
    refuseStranger(sheet, studentId);
  if (refusal) return refusal;
  const student = sheet.students.get(studentId)!;
  const before = student.absence;
  if (before === null || before === 'late') {
    return new Refusal('invalid', 'absence/not-missing', { facts: { student: student.name } });
  }
  if (kind === before) return undefined;
  student.absence = kind;
  const earlier = sheet.changes.find(made => made.cell === 'absence' && made.student === student);
  if (earlier) earlier.after = kind;
  else sheet.changes.push({ cell: 'absence', student, before, after: kind });
  return undefined;
}
