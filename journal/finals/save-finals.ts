import { PeriodMark } from '#db/journal/period-mark.ts';
import { Course } from '#db/school/course.ts';
import { Period } from '#db/school/period.ts';
import { Person } from '#db/school/person.ts';
import { Student } from '#db/school/student.ts';
import type { Act } from '#school/act.ts';
import { recordFinals } from '../history/record-entries.ts';
import type { FinalChange, FinalsBook } from './finals-book.ts';
import { tellFinals } from './tell-finals.ts';

/** Writes down what was entered: a correction is a new row over the old one; families are told. */
export async function saveFinals(act: Act, book: FinalsBook): Promise<void> {
  if (book.changes.length === 0) return;
  const replaced = book.changes.flatMap(({ cell }) => cell.current?.id ?? []);
  // Retired first: a cell has one current row at any moment.
  await act.em.nativeUpdate(PeriodMark, { id: { $in: replaced } }, { replacedAt: act.at });
  for (const change of book.changes) writeFinal(act, book, change);
  await act.em.flush();
  recordFinals(act, book);
  await tellFinals(act, book);
}

function writeFinal(act: Act, { course }: FinalsBook, { student, column, cell, after }: FinalChange): void {
  act.em.create(PeriodMark, {
    course: act.em.getReference(Course, course.courseId),
    student: act.em.getReference(Student, student.id),
    stage: column.stage,
    period: column.periodId === null ? null : act.em.getReference(Period, column.periodId),
    value: typeof after === 'number' ? after : null,
    word: typeof after === 'string' ? after : null,
    suggested: typeof cell.suggested === 'number' ? cell.suggested : null,
    by: act.em.getReference(Person, act.by.id),
    at: act.at,
    replaces: cell.current ? act.em.getReference(PeriodMark, cell.current.id) : null,
  });
}
