import { Refusal } from '#school/refusal.ts';
import { enterAbsence } from './enter-absence.ts';
import { enterMark } from './enter-mark.ts';
import { refuseStranger } from './entry-rules.ts';
import type { LessonForm } from './fill-lesson-sheet.ts';
import { underField } from './refuse-together.ts';
import type { Sheet } from './sheet.ts';
import { rowFields, rowOf, type SheetRow } from './sheet-row.ts';

/** One line whose fields were touched. */
interface Touched {
  studentId: number;
  row: SheetRow;
  fields: ReadonlySet<keyof SheetRow>;
}

type Step = (sheet: Sheet, touched: Touched, form: LessonForm) => Refusal | undefined;

/**
 * Enters the touched lines of a form into an open sheet; gives the first refusal of each line. Marks are taken back before
 * absences are entered and given after, so that «н» can be put right into a mark in one go.
 */
export function enterRows(sheet: Sheet, form: LessonForm): Refusal[] {
  const refused = new Map<number, Refusal>();
  const lines = [...form.rows].flatMap(([studentId, row]) => touchedLine(sheet, form, { studentId, row }));
  for (const step of [refuseOvertaken, takeBackMarks, changeAbsence, giveMarks]) {
    for (const line of lines) {
      const refusal = refused.has(line.studentId) ? undefined : step(sheet, line, form);
      if (refusal) refused.set(line.studentId, refusal);
    }
  }
  return [...refused.values()];
}

function touchedLine(sheet: Sheet, form: LessonForm, { studentId, row }: Omit<Touched, 'fields'>): Touched[] {
  const shown = shownRow(sheet, form, studentId);
  const fields = new Set(rowFields.filter(field => row[field].trim() !== shown[field]));
  return fields.size > 0 ? [{ studentId, row, fields }] : [];
}

const emptyRow: SheetRow = { absence: '', mark: '', second: '', kind: '', comment: '' };

function shownRow(sheet: Sheet, form: LessonForm, studentId: number): SheetRow {
  const student = sheet.students.get(studentId);
  return form.shown.rows.get(studentId) ?? (student ? rowOf(student) : emptyRow);
}

/** Somebody else has changed the same cell since the form was opened: nobody's entry is lost in silence. */
const refuseOvertaken: Step = (sheet, { studentId, row, fields }, form) => {
  const stranger = refuseStranger(sheet, studentId);
  // Their line is no longer on the form.
  if (stranger) return underField(stranger, 'rows');
  const student = sheet.students.get(studentId)!;
  const now = rowOf(student);
  const shown = shownRow(sheet, form, studentId);
  const field = [...fields].find(name => now[name] !== shown[name] && now[name] !== row[name].trim());
  if (!field) return undefined;
  const facts = { student: student.name, now: field === 'kind' ? '' : now[field] };
  return new Refusal('conflict', 'lesson/overtaken', { facts, field: `${field}[${studentId}]` });
};

const cells = [
  { field: 'mark', position: 1 },
  { field: 'second', position: 2 },
] as const;

const takeBackMarks: Step = (sheet, { studentId, row, fields }) => {
  for (const { field, position } of cells) {
    if (!fields.has(field) || row[field].trim() !== '') continue;
    const refusal = enterMark(sheet, { studentId, position, value: null });
    if (refusal) return underField(refusal, `${field}[${studentId}]`);
  }
  return undefined;
};

const changeAbsence: Step = (sheet, { studentId, row, fields }) => {
  if (!fields.has('absence')) return undefined;
  return underField(enterAbsence(sheet, { studentId, kind: row.absence }), `absence[${studentId}]`);
};

const giveMarks: Step = (sheet, { studentId, row, fields }, form) => {
  const given = cells.filter(({ field }) => row[field].trim() !== '');
  const student = sheet.students.get(studentId)!;
  if (given.length === 0 && fields.has('comment') && row.comment.trim() !== '') {
    const facts = { student: student.name };
    return new Refusal('invalid', 'mark/comment-alone', { facts, field: `comment[${studentId}]` });
  }
  for (const [index, { field, position }] of given.entries()) {
    const isCommented = index === 0 && fields.has('comment');
    if (!fields.has(field) && !fields.has('kind') && !isCommented) continue;
    const isNew = (student.marks.get(position)?.value ?? null) === null;
    const workKindId = row.kind ? Number(row.kind) : isNew ? form.workKindId : undefined;
    const comment = isCommented ? row.comment : undefined;
    const refusal = enterMark(sheet, { studentId, position, value: row[field], workKindId, comment });
    if (refusal) return underField(refusal, `${field}[${studentId}]`);
  }
  return undefined;
};
