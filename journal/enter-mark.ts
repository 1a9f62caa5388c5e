import { Refusal } from '#school/refusal.ts';
import { tidyLine } from '#school/typed-text.ts';
import {
  longestComment,
  refuseExempt,
  refuseFuture,
  refuseLocked,
  refuseLong,
  refuseMarkOfAbsent,
  refuseOutsideScale,
  refusePosition,
  refuseStranger,
  refuseUngraded,
} from './entry-rules.ts';
import type { Sheet, SheetMark, SheetStudent } from './sheet.ts';

/** A mark as a door brings it. What is left out stays as it was; a first mark takes the school's first kind of work. */
export interface MarkEntry {
  studentId: number;
  /** A number or what was typed; null or nothing typed takes the mark back. */
  value: number | string | null;
  workKindId?: number | undefined;
  /** The kind by its name, for programs. */
  workKind?: string | undefined;
  /** 1, or 2 where the work is graded twice. */
  position?: number | undefined;
  comment?: string | null | undefined;
}

/** Enters a mark into an open sheet, if every rule agrees. The same mark again changes nothing. */
export function enterMark(sheet: Sheet, entry: MarkEntry): Refusal | undefined {
  const { lesson } = sheet;
  const typed = String(entry.value ?? '').trim();
  const position = entry.position ?? 1;
  const refusal =
    refuseLocked(lesson) ??
    refuseExempt(typed) ??
    (typed === '' ? undefined : refuseUngraded(lesson)) ??
    refuseFuture(lesson) ??
    refuseStranger(sheet, entry.studentId) ??
    refusePosition(position);
  if (refusal) return refusal;
  const student = sheet.students.get(entry.studentId)!;
  const before = student.marks.get(position);
  if (typed === '') return takeBack(sheet, student, { position, before });
  const value = /^\d+$/.test(typed) ? Number(typed) : Number.NaN;
  const after = { id: null, value, ...about(sheet, entry, before) };
  const inside =
    refuseOutsideScale(lesson, student, after.value) ??
    (after.workKindId === undefined ? new Refusal('invalid', 'mark/work-kind') : undefined) ??
    refuseLong(after.comment, longestComment) ??
    refuseMarkOfAbsent(student);
  if (inside) return inside;
  return change(sheet, student, { position, before, after: after as SheetMark });
}

function about(sheet: Sheet, entry: MarkEntry, before: SheetMark | undefined) {
  const { workKindId, workKind, comment } = entry;
  const old = before && before.value !== null ? before : undefined;
  const named = workKindId !== undefined || workKind !== undefined;
  const found = sheet.workKinds.find(
    kind =>
      kind.id === workKindId ||
      (workKindId === undefined && kind.name.toLowerCase() === workKind?.trim().toLowerCase()),
  );
  return {
    workKindId: named ? found?.id : (old?.workKindId ?? sheet.workKinds[0]?.id),
    comment: comment === undefined ? (old?.comment ?? null) : tidyLine(comment ?? '') || null,
  };
}

interface Cell {
  position: number;
  before: SheetMark | undefined;
}

function takeBack(sheet: Sheet, student: SheetStudent, { position, before }: Cell): undefined {
  if (!before || before.value === null) return;
  change(sheet, student, { position, before, after: { ...before, id: null, value: null, comment: null } });
}

function change(sheet: Sheet, student: SheetStudent, cell: Cell & { after: SheetMark }): undefined {
  const { position, before, after } = cell;
  if (before && sameMark(before, after)) return;
  student.marks.set(position, after);
  // Twice in one sheet is one change: from what is kept to what was said last.
  const earlier = sheet.changes.find(
    made => made.cell === 'mark' && made.student === student && made.position === position,
  );
  if (earlier) earlier.after = after;
  else sheet.changes.push({ cell: 'mark', student, position, before, after });
}

/** Whether a family would see no difference. */
export function sameMark(a: SheetMark, b: SheetMark): boolean {
  return a.value === b.value && a.workKindId === b.workKindId && a.comment === b.comment;
}
