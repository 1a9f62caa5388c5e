import type { Act } from '#school/act.ts';
import { may } from '#school/permissions.ts';
import type { Refusal } from '#school/refusal.ts';
import { enterAbsence } from '../enter-absence.ts';
import { enterMark } from '../enter-mark.ts';
import { enterReason } from '../enter-reason.ts';
import { refusePosition } from '../entry-rules.ts';
import words from '../entry-words.json' with { type: 'json' };
import type { Sheet } from '../sheet.ts';
import { rowOf, standsOf } from '../sheet-row.ts';
import type { ReadValue } from './read-value.ts';

/** A cell of the table, for a student of the lesson. */
interface Entry {
  studentId: number;
  value: ReadValue;
  /** For marks that are new. */
  workKindId?: number | undefined;
}

/**
 * Enters what a table says of a student, by the rules of single entries. What it leaves empty stays as it is; a reason of
 * absence that is not the teacher's to give becomes «н» (4.2b).
 */
export function enterValue(act: Act, sheet: Sheet, { studentId, value, workKindId }: Entry): Refusal | undefined {
  const { marks, absence } = value;
  const surplus = marks.length > 2 ? refusePosition(marks.length) : undefined;
  if (surplus) return surplus;
  if (absence !== null) {
    const kind = absence === 'late' ? 'late' : 'unknown';
    const refusal =
      enterAbsence(sheet, { studentId, kind }) ??
      (kind !== absence && givesReasons(act, sheet)
        ? enterReason(sheet, { studentId, kind: absence as 'ill' })
        : undefined);
    if (refusal) return refusal;
  }
  for (const [index, mark] of marks.entries()) {
    const position = index + 1;
    const isNew = standsOf(sheet.students.get(studentId)?.marks.get(position)) === '';
    const refusal = enterMark(sheet, { studentId, value: mark, position, workKindId: isNew ? workKindId : undefined });
    if (refusal) return refusal;
  }
  return undefined;
}

/** Whether «б» and «у» of the table are this person's to give. */
export function givesReasons(act: Act, { lesson }: Sheet): boolean {
  return may(act.by, 'giveReason', lesson);
}

/** What stands in a student's cell: «5», «4/3», «н», as the table would write it; nothing for an empty one. */
export function cellNow(sheet: Sheet, studentId: number): string {
  const student = sheet.students.get(studentId);
  if (!student) return '';
  const { mark, second } = rowOf(student);
  const code = student.absence === null ? '' : words.codes[student.absence];
  return [code, second ? `${mark}/${second}` : mark].filter(part => part !== '').join(' ');
}
