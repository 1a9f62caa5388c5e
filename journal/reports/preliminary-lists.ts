import { nameOf, teacherOf } from './figures/class-progress.ts';
import type { ExpectedCell, ExpectedFinals, ExpectedStudent } from './figures/expected-finals.ts';

/** A student with the subjects that a list is about. */
export interface NamedCells {
  id: number;
  name: string;
  cells: NamedCell[];
}

export interface NamedCell {
  subject: string;
  teacher: string;
  cell: ExpectedCell;
}

type Finals = Pick<ExpectedFinals, 'subjects' | 'students'>;

/** The lists under the preliminary report, by name; settled marks are no longer borderline nor too few. */
export function preliminaryLists(finals: Finals) {
  return {
    twos: namedCells(finals, ({ choice }) => typeof choice === 'number' && choice < 3),
    threes: namedCells(finals, ({ choice }) => choice === 3),
    borderline: namedCells(finals, ({ expected, threshold }) => expected && threshold !== null),
    few: namedCells(finals, ({ expected, few }) => expected && few),
    owed: namedCells(finals, ({ owed }) => owed.waiting + owed.overdue > 0),
  };
}

/** The students with the cells that fit, in the order of the class; without such they are not named. */
function namedCells(finals: Finals, fits: (cell: ExpectedCell) => boolean): NamedCells[] {
  return finals.students
    .map(student => ({ id: student.id, name: student.name, cells: cellsThat(finals, student, fits) }))
    .filter(({ cells }) => cells.length > 0);
}

function cellsThat(
  { subjects }: Finals,
  { cells }: ExpectedStudent,
  fits: (cell: ExpectedCell) => boolean,
): NamedCell[] {
  return cells.flatMap((cell, index) => {
    const { course } = cell;
    if (course === null || cell.state !== 'due' || !fits(cell)) return [];
    return [{ subject: nameOf(subjects[index]!), teacher: teacherOf(course), cell }];
  });
}
