import type { Act } from '#school/act.ts';
import { may } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { keepConflict, waitsAlready, withdrawConflict } from '../conflicts/keep-conflict.ts';
import { enterAbsence } from '../enter-absence.ts';
import { enterMark } from '../enter-mark.ts';
import { enterReason, type Reason } from '../enter-reason.ts';
import { refuseExempt, refuseLocked, refuseStranger } from '../entry-rules.ts';
import { saveSheet } from '../save-sheet.ts';
import { openSheet, type Sheet, type SheetStudent } from '../sheet.ts';
import { standsOf } from '../sheet-row.ts';
import { cellText, readCell, type TypedCell } from './cell-text.ts';
import { figuresOfStudent, type PeriodFigures } from './period-figures.ts';
import { answerBefore, keepAnswer } from './receipts.ts';
import { type TheirCell, theirCell } from './their-cell.ts';

/** One cell as a teacher types it. */
export interface CellEntry {
  lessonId: number;
  studentId: number;
  /** The whole of what is to stand there: «5», «4/3», «н», «оп 5», «.»; nothing empties the cell. */
  typed: string;
  /** For marks that are new. */
  workKindId?: number | undefined;
  /** What the browser believed to stand there, as `cellText` writes it. */
  base?: string | undefined;
  /** Names the entry: sent again under the same key it changes nothing and has the same answer. */
  key?: string | undefined;
}

export type CellAnswer = SavedCell | ConflictCell | HandedCell;

interface SavedCell {
  state: 'saved';
  /** What stands there now. */
  cell: string;
  /** What comes out for the student, period by period; nothing for whom only the lesson is open. */
  figures: PeriodFigures[];
}

/** Somebody else has changed the cell since: nothing was written, both are shown to whoever answers for it. */
interface ConflictCell {
  state: 'conflict';
  theirs: TheirCell;
}

/** The same for whoever does not: the entry waits for the owner of the lesson. */
interface HandedCell {
  state: 'handed';
  theirs: TheirCell;
}

/**
 * Enters what was typed into one cell, exactly once by its key, unless somebody has changed the cell meanwhile. Marks, «н»
 * and «оп» are the teacher's or the substitute's, reasons the class teacher's. Refusals: not-found, not-allowed, invalid.
 * Between two entries the owner of the lesson decides: the substitute where there is one, else the teacher.
 */
export async function enterCell(act: Act, entry: CellEntry): Promise<CellAnswer> {
  const sheet = await openSheet(act, entry.lessonId, { deed: 'enterCell', studentId: entry.studentId });
  // Asked once the lesson is held: the same entry may be arriving from another tab.
  const before = await answerBefore<CellAnswer>(act, entry.key);
  if (before) return before;
  const exempt = refuseExempt(entry.typed) ?? refuseStranger(sheet, entry.studentId);
  if (exempt) throw exempt;
  const typed = readCell(entry.typed);
  const student = sheet.students.get(entry.studentId)!;
  const now = textOf(student);
  const wanted = cellText({ absence: typed.absence, marks: marksOf(typed) });
  const isLate = entry.base !== undefined && now !== entry.base.trim() && now !== wanted;
  const answers = answersFor(act, sheet, { student, typed });
  if (isLate && answers) return { state: 'conflict', theirs: await theirCell(act, { ...entry, text: now }) };
  const waits = !answers && (await waitsAlready(act, entry));
  if (isLate || (waits && now !== wanted)) return handOver(act, sheet, { entry, student, typed, now });
  if (waits) await withdrawConflict(act, entry);
  const refusal = writeCell(act, sheet, { student, typed, workKindId: entry.workKindId });
  if (refusal) throw refusal;
  await saveSheet(act, sheet);
  const answer: SavedCell = { state: 'saved', cell: textOf(student), figures: await figures(act, sheet, student) };
  await keepAnswer(act, entry.key, answer);
  return answer;
}

/** The owner of the lesson for all of a cell; the class teacher for the reason of an absence, and no more of it. */
function answersFor(act: Act, { lesson }: Sheet, { student, typed }: Pick<Writing, 'student' | 'typed'>): boolean {
  if (may(act.by, 'decideCell', lesson)) return true;
  const isReason = typed.absence !== null && typed.absence !== 'late';
  const sameMarks = typed.places.every((place, index) => place === standsOf(student.marks.get(index + 1)));
  return isReason && sameMarks && may(act.by, 'giveReason', lesson);
}

/** Keeps for the owner what the rules allow in an empty cell: how it goes with what stands there is theirs to settle. */
async function handOver(
  act: Act,
  sheet: Sheet,
  { entry, student, typed, now }: Pick<Writing, 'student' | 'typed'> & { entry: CellEntry; now: string },
): Promise<HandedCell> {
  const empty: SheetStudent = { ...student, absence: null, marks: new Map() };
  const blank: Sheet = { ...sheet, students: new Map([[student.id, empty]]), changes: [] };
  const workKindId = sheet.workKinds.find(({ id }) => id === entry.workKindId)?.id;
  const refusal =
    refuseLocked(sheet.lesson) ??
    writeCell(act, blank, { student: empty, typed, workKindId }) ??
    // To empty a cell changes nothing in an empty one, yet takes away what stands there.
    ofTeacher(act, sheet, () => undefined);
  if (refusal) throw refusal;
  const wanted = cellText({ absence: typed.absence, marks: marksOf(typed) });
  const { lessonId, studentId, base = now } = entry;
  await keepConflict(act, { lessonId, studentId, base, typed: wanted, workKindId: workKindId ?? null });
  const answer: HandedCell = { state: 'handed', theirs: await theirCell(act, { lessonId, studentId, text: now }) };
  await keepAnswer(act, entry.key, answer);
  return answer;
}

function textOf({ absence, marks }: SheetStudent): string {
  return cellText({ absence, marks: [...marks].map(([position, mark]) => ({ position, ...mark })) });
}

function marksOf({ places }: TypedCell) {
  return places.map((place, index) => ({
    position: index + 1,
    value: /^\d+$/.test(place) ? Number(place) : null,
    owed: place !== '' && !/^\d+$/.test(place),
  }));
}

interface Writing {
  student: SheetStudent;
  typed: TypedCell;
  workKindId: number | undefined;
}

/** The absence first, an emptied absence last: neither «н» nor a mark is written over the other without a word. */
function writeCell(act: Act, sheet: Sheet, writing: Writing): Refusal | undefined {
  const { student, typed } = writing;
  const isPresent = typed.absence === null && student.absence !== null;
  return (
    (isPresent || typed.absence === student.absence ? undefined : writeAbsence(act, sheet, writing)) ??
    writeMarks(act, sheet, writing) ??
    (isPresent ? ofTeacher(act, sheet, () => enterAbsence(sheet, { studentId: student.id, kind: null })) : undefined)
  );
}

function writeAbsence(act: Act, sheet: Sheet, { student, typed }: Writing): Refusal | undefined {
  const kind = typed.absence!;
  const studentId = student.id;
  const isMissing = student.absence !== null && student.absence !== 'late';
  const mayGiveReason = may(act.by, 'giveReason', sheet.lesson);
  if (kind === 'late' || (kind === 'unknown' && !(isMissing && mayGiveReason))) {
    return ofTeacher(act, sheet, () => enterAbsence(sheet, { studentId, kind }));
  }
  if (!mayGiveReason) return new Refusal('invalid', 'absence/kind');
  const isNew = !isMissing && may(act.by, 'fillLesson', sheet.lesson);
  return (
    (isNew ? enterAbsence(sheet, { studentId, kind: 'unknown' }) : undefined) ??
    enterReason(sheet, { studentId, kind: kind as Reason })
  );
}

/** What is taken back goes first, so that «4/3» can become «/3». */
function writeMarks(act: Act, sheet: Sheet, { student, typed, workKindId }: Writing): Refusal | undefined {
  const changed = typed.places
    .map((place, index) => ({ position: index + 1, value: place, stood: standsOf(student.marks.get(index + 1)) }))
    .filter(({ value, stood }) => value !== stood)
    .toSorted((a, b) => Number(a.value !== '') - Number(b.value !== ''));
  for (const { position, value, stood } of changed) {
    const kind = stood === '' ? workKindId : undefined;
    const refusal = ofTeacher(act, sheet, () =>
      enterMark(sheet, { studentId: student.id, position, value, workKindId: kind }),
    );
    if (refusal) return refusal;
  }
  return undefined;
}

/** Marks, «н» and «оп»: the teacher of the lesson, or the substitute. */
function ofTeacher(act: Act, sheet: Sheet, enter: () => Refusal | undefined): Refusal | undefined {
  return may(act.by, 'fillLesson', sheet.lesson) ? enter() : new Refusal('not-allowed', 'not-allowed/fillLesson');
}

async function figures(act: Act, { lesson }: Sheet, student: SheetStudent): Promise<PeriodFigures[]> {
  if (!may(act.by, 'readJournal', lesson)) return [];
  return figuresOfStudent(act, { courseId: lesson.courseId, studentId: student.id, lessonId: lesson.id });
}
