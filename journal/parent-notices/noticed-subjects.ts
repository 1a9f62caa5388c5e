import type { NoticedSubject } from '#db/journal/parent-notice.ts';
import type { ExpectedFinals } from '../reports/figures/expected-finals.ts';
import { type NamedCell, preliminaryLists } from '../reports/preliminary-lists.ts';

/** A student whose parents are to know, with the subjects that they are to know of. */
export interface NoticedStudent {
  studentId: number;
  student: string;
  /** A 2 comes out in some subject; else a result is borderline. */
  failing: boolean;
  subjects: NoticedSubject[];
}

/** Who fails by the preliminary report, or is borderline there, in the order of the class: failing subjects first. */
export function noticedStudents(finals: Pick<ExpectedFinals, 'subjects' | 'students'>): NoticedStudent[] {
  const { twos, borderline } = preliminaryLists(finals);
  return finals.students.flatMap(({ id, name }) => {
    const cellsIn = (list: typeof twos) => list.find(student => student.id === id)?.cells ?? [];
    const failing = cellsIn(twos);
    const near = cellsIn(borderline).filter(({ cell }) => !failing.some(other => other.cell === cell));
    const subjects = [...failing.map(one => noticedSubject(one, true)), ...near.map(one => noticedSubject(one, false))];
    return subjects.length > 0 ? [{ studentId: id, student: name, failing: failing.length > 0, subjects }] : [];
  });
}

function noticedSubject({ subject, teacher, cell }: NamedCell, failing: boolean): NoticedSubject {
  const { choice, expected, mean, marks, threshold } = cell;
  const { waiting, overdue } = cell.owed;
  // Who is on these lists has a mark that comes out, or one that the teacher gave.
  return {
    ...{ subject, teacher, failing, mark: choice as NoticedSubject['mark'] },
    ...{ expected, mean, marks, threshold, owed: { waiting, overdue } },
  };
}
