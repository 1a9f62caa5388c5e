import { BroughtMark } from '#db/journal/brought-mark.ts';
import { Course } from '#db/school/course.ts';
import { Period } from '#db/school/period.ts';
import { Person } from '#db/school/person.ts';
import { Student } from '#db/school/student.ts';
import type { Act } from '#school/act.ts';
import { invalid, Refusal } from '#school/refusal.ts';
import { highestMark } from '../entry-rules.ts';
import { openToSet } from '../finals/choose-final.ts';
import { columnKey } from '../finals/final-columns.ts';
import { refuseFirstGrade, refuseLockedColumn } from '../finals/final-rules.ts';
import type { FinalsBook } from '../finals/finals-book.ts';
import { recordBrought } from '../history/record-entries.ts';
import { cameOn } from './brought-sql.ts';

/** The marks a newcomer got in another school since the period began. */
export interface BroughtEntry {
  studentId: number;
  periodId: number;
  /** In the order they were got; none takes back what was entered. */
  values: readonly number[];
  origin: string | null;
}

const mostValues = 40;
const longestOrigin = 200;

/**
 * Enters marks «из другой школы», all of a period at once: what was entered before is superseded, and stays. For the teacher
 * of the course. Refusals: not-found, not-allowed (also in a closed period and a past year), invalid (3.4, a subject without
 * marks, who has been here since the period began, the scale).
 */
export async function enterBroughtMarks(act: Act, courseId: number, entry: BroughtEntry): Promise<void> {
  const book = await openToSet(act, courseId);
  const refusal = refuseFirstGrade(book) ?? refuseWords(book) ?? refuseStranger(book, entry);
  if (refusal) throw refusal;
  const { name } = book.students.get(entry.studentId)!;
  await refuseWhoWasHere(act, name, entry);
  refuseValues(book, name, entry);
  await write(act, courseId, { ...entry, origin: entry.origin?.trim() || null });
}

/** Takes back what was entered; the history keeps it. Refuses like `enterBroughtMarks`. */
export function withdrawBroughtMarks(
  act: Act,
  courseId: number,
  { studentId, periodId }: Pick<BroughtEntry, 'studentId' | 'periodId'>,
): Promise<void> {
  return enterBroughtMarks(act, courseId, { studentId, periodId, values: [], origin: null });
}

function refuseWords({ course: { scale, subject } }: FinalsBook): Refusal | undefined {
  return scale === 'words' ? new Refusal('invalid', 'mark/ungraded', { facts: { subject } }) : undefined;
}

/** A period of this course that has begun, is not closed, and in which the student is due. */
function refuseStranger(book: FinalsBook, { studentId, periodId }: BroughtEntry): Refusal | undefined {
  const key = columnKey('period', periodId);
  const column = book.columns.find(one => one.key === key);
  if (!column) return new Refusal('invalid', 'final/no-column');
  if (!book.students.get(studentId)?.cells.has(key)) {
    const { className, subgroup } = book.course;
    return new Refusal('invalid', 'final/stranger', { facts: { className, subgroup, day: column.lastDay } });
  }
  return refuseLockedColumn(column);
}

async function refuseWhoWasHere(act: Act, student: string, { studentId, periodId }: BroughtEntry): Promise<void> {
  const [came] = await act.em.execute<{ late: boolean; firstDay: string }[]>(
    `select coalesce(${cameOn(':studentId', 'p.last_day')} > p.first_day, false) as late, p.first_day::text as "firstDay"
     from period p where p.id = :periodId`,
    { studentId, periodId },
  );
  if (!came!.late) throw new Refusal('invalid', 'brought/always-here', { facts: { student, day: came!.firstDay } });
}

function refuseValues({ course }: FinalsBook, student: string, { values, origin }: BroughtEntry): void {
  const lowest = course.lowestMark;
  const fits = (value: number) => Number.isInteger(value) && value >= lowest && value <= highestMark;
  if (!values.every(fits)) invalid('mark/scale', 'values', { student, lowest });
  if (values.length > mostValues) invalid('brought/many', 'values', { most: mostValues });
  if ((origin?.length ?? 0) > longestOrigin) invalid('brought/origin-long', 'origin', { most: longestOrigin });
}

async function write(act: Act, courseId: number, { studentId, periodId, values, origin }: BroughtEntry): Promise<void> {
  const about = { course: courseId, student: studentId, period: periodId };
  const current = await act.em.findOne(BroughtMark, { ...about, replacedAt: null });
  const before = current && { values: current.values, origin: current.origin ?? null };
  const after = { values: [...values], origin: values.length > 0 ? origin : null };
  if (JSON.stringify([before?.values ?? [], before?.origin ?? null]) === JSON.stringify([after.values, after.origin]))
    return;
  // Retired first: a place has one current row at any moment.
  if (current) await act.em.nativeUpdate(BroughtMark, { id: current.id }, { replacedAt: act.at });
  act.em.create(BroughtMark, {
    course: act.em.getReference(Course, courseId),
    student: act.em.getReference(Student, studentId),
    period: act.em.getReference(Period, periodId),
    ...after,
    by: act.em.getReference(Person, act.by.id),
    at: act.at,
    replaces: current,
    replacedAt: null,
  });
  await act.em.flush();
  recordBrought(act, about, { before, after });
}
