import type { Act } from '#school/act.ts';
import { missedInJournal } from '../attendance/missed-in-journal.ts';
import type { CourseHead } from '../course-head.ts';
import { cellText } from '../grid/cell-text.ts';
import { type GridStudent, grid } from '../grid/grid.ts';
import { markCell } from './class-results.ts';
import { subjectProgress, teacherOf } from './figures/class-progress.ts';
import { type ClassFinals, dueFinals, type FinalCell } from './figures/due-finals.ts';
import { noProgress, type ProgressCounts } from './figures/progress.ts';
import { type ProgressFormulas, progressCells, progressFormulas } from './figures/progress-cells.ts';
import { spanOfTerm } from './figures/term-span.ts';
import type { Asked } from './report.ts';
import type { Cell, ReportRow } from './rows.ts';

export interface SubjectResults {
  rows: ReportRow[];
  /** One row: counts and figures. */
  foot: ReportRow[];
  marks: ProgressCounts;
  /** Who had the journal at the period's end, and whom that teacher replaced in it. */
  teacher: string;
  replaced: string[];
  formulas: ProgressFormulas;
  hasOnes: boolean;
  missing: number;
}

/**
 * Итоги успеваемости по предмету за период (form 2, 3.1b): the current marks of each student, their weighted mean, lessons
 * missed, what the mean suggests, the mark the teacher chose, and where the two differ. Twelve queries.
 */
export async function subjectResults(
  act: Act,
  { course, term, year }: Pick<Asked, 'term' | 'year'> & { course: CourseHead },
): Promise<SubjectResults> {
  const { courseId } = course;
  const [finals] = await dueFinals(act, { span: await spanOfTerm(act, { term, year }), courseIds: [courseId] });
  if (!finals) return { ...nothingYet, teacher: course.teacher };
  const { students, lessons } = await grid(act, courseId, { period: term.number! });
  const { from, asOf: to } = finals;
  const time = students.map(({ id: studentId }) => ({ courseId, studentId, from, to }));
  const missed = await missedInJournal(act, time);
  const counts = subjectProgress(finals, 0);
  const journal = finals.subjects[0]!.courses[0]!;
  const hasOnes = counts.one > 0;
  return {
    rows: rowsOf(finals, { students, lessons, missed }),
    foot: [{ cells: { students: learners(finals).length, ...progressCells(counts) } }],
    marks: counts,
    teacher: teacherOf(journal),
    replaced: journal.taughtBy.slice(1).map(({ name }) => name),
    formulas: progressFormulas({ notAttestedWeight: finals.notAttestedWeight, hasOnes }),
    hasOnes,
    missing: counts.missing,
  };
}

/** The period has not begun. */
const nothingYet: Omit<SubjectResults, 'teacher'> = {
  ...{ rows: [], foot: [], marks: noProgress, replaced: [], hasOnes: false, missing: 0 },
  formulas: progressFormulas({ notAttestedWeight: 0, hasOnes: false }),
};

function learners({ students }: ClassFinals) {
  return students.filter(({ cells }) => cells[0]!.course !== null);
}

interface Journal {
  students: readonly GridStudent[];
  lessons: readonly { id: number }[];
  /** In the order of the students. */
  missed: readonly number[];
}

/** Everybody who was in the journal within the period; who is no longer keeps the row without a final mark. */
function rowsOf(finals: ClassFinals, { students, lessons, missed }: Journal): ReportRow[] {
  const finalOf = new Map(finals.students.map(one => [one.id, one]));
  return students.map((student, index) => {
    const final = finalOf.get(student.id);
    const cell = final?.cells[0];
    const learns = cell !== undefined && cell.course !== null;
    const gone = { word: final?.here ? 'other-subgroup' : 'gone', student: student.name, sex: final?.sex ?? null };
    const figures = student.figures[0];
    return {
      cells: {
        number: index + 1,
        name: learns ? student.name : gone,
        marks: marksOf(student, lessons),
        mean: figures ? figures.mean : undefined,
        missed: missed[index]!,
        suggested: figures ? markCell({ state: 'words', choice: figures.suggested }) : undefined,
        ...(learns ? chosen(cell, figures?.suggested ?? null) : {}),
      },
    };
  });
}

/** Lesson by lesson, two of one lesson together: «5 4/3 2». */
function marksOf({ cells, figures }: GridStudent, lessons: readonly { id: number }[]): Cell {
  const texts = lessons.flatMap(({ id }) =>
    cells[id] ? cellText({ absence: null, marks: cells[id].marks }) || [] : [],
  );
  const elsewhere = figures[0]?.marksElsewhere ?? 0;
  const text = texts.join(' ');
  return elsewhere === 0 ? text : { word: 'elsewhere', text, elsewhere };
}

function chosen(cell: FinalCell, suggested: number | 'not-attested' | null): Record<string, Cell> {
  const { choice } = cell;
  const mark = { final: markCell(cell) };
  if (choice === null || suggested === null || choice === suggested) return mark;
  const both = typeof choice === 'number' && typeof suggested === 'number';
  return {
    ...mark,
    difference: both
      ? { value: choice - suggested, word: 'more', by: choice - suggested, less: suggested - choice }
      : { word: 'other' },
  };
}
