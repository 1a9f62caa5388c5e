import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { type ClassResults, markCell, matrixRows, missedOf, namedCategories } from './class-results.ts';
import { classProgress, nameOf } from './figures/class-progress.ts';
import { type ExpectedCell, expectedFinals } from './figures/expected-finals.ts';
import { categoryCells, subjectKey } from './figures/progress-cells.ts';
import { type NamedCells, preliminaryLists } from './preliminary-lists.ts';
import type { Asked, AskedClass } from './report.ts';
import type { Cell, ReportRow } from './rows.ts';
import { countTold, placeOf, type ToldCount, type ToldFamily, toldFamilies } from './told-families.ts';

export interface PreliminaryResults extends Lists {
  asOf: Day;
  rows: ReportRow[];
  /** Columns of the matrix, with the keys of their cells. */
  subjects: ClassResults['subjects'];
  /** One row: students by category, if their marks stay as they are. */
  summary: ReportRow[];
  /** For whom a 2 comes out, subject by subject; when the family has read of it. */
  failing: ReportRow[];
  /** Families that know of every 2, of how many. */
  told: ToldCount;
  /** Names of «с одной „4“» and «с одной „3“». */
  categories: ClassResults['categories'];
}

type Lists = ReturnType<typeof preliminaryLists>;

/**
 * Предварительный отчёт классного руководителя (form 4, 4.1): what the period comes to by the marks of today, who fails and
 * whether the family knows, who is near to better, what is borderline, owed or too little. Nine queries.
 */
export async function preliminaryResults(
  act: Act,
  { class: { id }, term }: Pick<Asked, 'term'> & { class: AskedClass },
): Promise<PreliminaryResults> {
  const finals = await expectedFinals(act, { classId: id, periodId: term.periodId! });
  if (!finals) return { ...nothingYet, ...preliminaryLists({ subjects: [], students: [] }), asOf: act.today };
  const lists = preliminaryLists(finals);
  const told = await toldFamilies(act, finals);
  return {
    asOf: act.today,
    rows: matrixRows(finals, await missedOf(act, finals), expectedMark),
    subjects: finals.subjects.map(subject => ({ key: subjectKey(subject), subject: nameOf(subject) })),
    summary: [{ cells: categoryCells(classProgress(finals)) }],
    told: countTold(finals, told),
    failing: lists.twos.flatMap((student, index) => rowsOfStudent(student, { place: index + 1, told })),
    categories: namedCategories(finals).filter(({ category }) => category === 'one-four' || category === 'one-three'),
    ...lists,
  };
}

const nobody = { failing: 0, told: 0, untold: [] };
const nothingYet = { rows: [], subjects: [], summary: [], failing: [], told: nobody, categories: [] };

/** With a star where it is the program's. */
function expectedMark(cell: Pick<ExpectedCell, 'state' | 'choice' | 'expected'>): Cell {
  const { choice, expected } = cell;
  if (!expected) return markCell(cell);
  return typeof choice === 'number'
    ? { word: 'expected', mark: choice, strong: choice < 3 }
    : { word: 'expected-not-attested' };
}

/** The name goes down over the student's subjects. */
function rowsOfStudent(
  { id, name, cells }: NamedCells,
  { place, told }: { place: number; told: ReadonlyMap<string, ToldFamily> },
): ReportRow[] {
  return cells.map(({ subject, teacher, cell }, index) => {
    const known = told.get(placeOf(id, subject));
    const head = { number: { value: place, rows: cells.length }, name: { value: name, rows: cells.length } };
    return {
      ...(index > 0 ? { joined: true } : {}),
      cells: {
        ...(index === 0 ? head : {}),
        ...{ subject, teacher, mean: cell.mean, mark: expectedMark(cell) },
        informed: known ? { word: 'informed', ...known } : undefined,
      },
    };
  });
}
