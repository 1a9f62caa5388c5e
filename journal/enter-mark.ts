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
import words from './entry-words.json' with { type: 'json' };
import type { Sheet, SheetMark, SheetStudent } from './sheet.ts';

/** A mark as a door brings it. What is left out stays as it was; a first mark takes the school's first kind of work. */
export interface MarkEntry {
  studentId: number;
  /** A number or what was typed, «.» for a work that is owed; null or nothing typed takes the mark back. */
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
  const owed = typed === words.owed;
  const value = /^\d+$/.test(typed) ? Number(typed) : Number.NaN;
  const after = { id: null, value: owed ? null : value, owed, ...about(sheet, entry, before) };
  const inside =
    (owed ? undefined : refuseOutsideScale(lesson, student, value)) ??
    (after.workKindId === undefined ? new Refusal('invalid', 'mark/work-kind') : undefined) ??
    refuseLong(after.comment, longestComment) ??
    // Whoever was absent may owe the work of that lesson, and hand it in later.
    (owed || before?.owed ? undefined : refuseMarkOfAbsent(student));
  if (inside) return inside;
  return change(sheet, student, { position, before, after: after as SheetMark });
}

function about(sheet: Sheet, entry: MarkEntry, before: SheetMark | undefined) {
  const { workKindId, workKind, comment } = entry;
  const old = before && stands(before) ? before : undefined;
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
  if (!before || !stands(before)) return;
  change(sheet, student, { position, before, after: { ...before, id: null, value: null, owed: false, comment: null } });
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

/** Whether nothing would be different. */
export function sameMark(a: SheetMark, b: SheetMark): boolean {
  const isOwed = (a.owed ?? false) === (b.owed ?? false);
  return isOwed && a.value === b.value && a.workKindId === b.workKindId && a.comment === b.comment;
}

/** A mark that was not taken back. */
function stands(mark: SheetMark): boolean {
  return mark.value !== null || mark.owed === true;
}
