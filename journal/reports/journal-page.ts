import type { FinalStage } from '#db/journal/period-mark.ts';
import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import type { CourseHead } from '../course-head.ts';
import { type ChosenFinal, chosenFinals } from '../finals/chosen-finals.ts';
import { loadFinalsCourses } from '../finals/finals-course.ts';
import { aroundCourse, type CoursePeriod } from '../grid/around-course.ts';
import { cellText } from '../grid/cell-text.ts';
import { type GridRow, gridRows } from '../grid/grid-rows.ts';
import { type LessonHead, loadLessons } from '../lesson-head.ts';
import { type PlanHours, progressOfCourses } from '../plan/plan-progress.ts';
import { markCell } from './class-results.ts';
import {
  type FinalColumn,
  isWithin,
  type JournalColumn,
  journalColumns,
  type LessonColumn,
} from './journal-columns.ts';
import type { Asked } from './report.ts';
import type { Cell, ReportRow } from './rows.ts';

export interface JournalPage {
  pages: PagePair[];
  /** Who gave lessons within the time before the journal went to its teacher of now. */
  replaced: string[];
}

/** Two pages that lie open side by side. */
export interface PagePair {
  number: number;
  columns: { key: string; day?: Day; stage?: FinalStage; period?: CoursePeriod | null }[];
  /** Left: a student each. */
  rows: ReportRow[];
  /** Right: a lesson each. */
  lessons: ReportRow[];
  /** Of the periods that end on the page, and of the year on its last. */
  hours: (Pick<PlanHours, 'planned' | 'given'> & { period: CoursePeriod | null; hasPlan: boolean })[];
  /** Some cells are closed: their students were not in the journal on those days. */
  hasClosed: boolean;
  isLast: boolean;
}

/**
 * Страницы журнала (form 12): on the left students and lessons with the column of a period right after its last lesson (none in
 * grade 1), on the right what was taught and set, and who stood in; hours by the plan and given. Lessons not held or to come have no place.
 * Six queries.
 */
export async function journalPage(
  act: Act,
  { course: { courseId, teacher }, term }: Pick<Asked, 'term'> & { course: CourseHead },
): Promise<JournalPage> {
  const journal = await readJournal(act, courseId, term);
  const hours = (await progressOfCourses(act, [courseId])).get(courseId)!;
  const pages = journalColumns({ ...journal, today: act.today });
  const hoursOf = (column: JournalColumn, isLast: boolean): PagePair['hours'] => {
    const { hasPlan } = hours;
    if ('lesson' in column) return [];
    const { period } = column;
    const own = hours.periods.filter(({ periodId }) => periodId === period?.id);
    const ofPeriod = own.map(({ planned, given }) => ({ period, planned, given, hasPlan }));
    const { planned, given } = hours;
    return isLast && term.kind === 'year' ? [...ofPeriod, { period: null, planned, given, hasPlan }] : ofPeriod;
  };
  return {
    pages: pages.map((columns, index) => {
      const isLast = index === pages.length - 1;
      const shown = journal.graded ? columns : columns.filter(column => 'lesson' in column);
      return {
        number: index + 1,
        columns: shown.map(headOf),
        rows: journal.rows.map((row, place) => rowOf(row, { columns: shown, place, finals: journal.finals, courseId })),
        lessons: columns.flatMap(column => ('lesson' in column ? [lessonRow(column.lesson, journal.dueOf)] : [])),
        hours: columns.flatMap((column, at) => hoursOf(column, isLast && at === columns.length - 1)),
        hasClosed: journal.rows.some(row => columns.some(column => isClosed(row, column))),
        isLast,
      };
    }),
    replaced: [...new Set(journal.lessons.map(lesson => lesson.teacher))].filter(name => name !== teacher),
  };
}

interface Journal {
  lessons: LessonHead[];
  periods: CoursePeriod[];
  rows: GridRow[];
  finals: ChosenFinal[];
  /** False in grade 1 (3.4). */
  graded: boolean;
  stages: FinalStage[];
  /** Days of lessons, for homework that is due in one of them. */
  dueOf: ReadonlyMap<number, Day>;
}

async function readJournal(act: Act, courseId: number, term: Asked['term']): Promise<Journal> {
  const around = await aroundCourse(act, courseId);
  const periods = around.periods.filter(({ id }) => term.kind !== 'period' || id === term.periodId);
  const [first, last] = [periods[0]?.firstDay, periods.at(-1)?.lastDay];
  if (!first || !last) return { lessons: [], periods, rows: [], stages: [], ...noFinals };
  const all = await loadLessons(act, {
    where: 'l.course_id = :courseId and l.day between :first and :last',
    params: { courseId, first, last: around.periods.at(-1)!.lastDay },
  });
  const lessons = all.filter(
    // A year also has what was given between its periods.
    ({ begun, cancelled, day }) => begun && !cancelled && (term.kind !== 'period' || isWithin(periods[0]!, day)),
  );
  const rows = await gridRows(act, { courseId, lessons, days: { first, last } });
  const { finals, graded } = await finalsOf(act, courseId, rows);
  const stands = (stage: FinalStage) => finals.some(one => one.stage === stage);
  const isOver = periods.at(-1)!.firstDay <= act.today;
  const stages = (['year', 'exam', 'final'] as const).filter(stage => stands(stage) || (stage === 'year' && isOver));
  const dueOf = new Map(all.map(({ id, day }) => [id, day]));
  return { lessons, periods, rows, finals, graded, dueOf, stages: term.kind === 'period' || !graded ? [] : stages };
}

const noFinals = { finals: [], graded: false, dueOf: new Map<number, Day>() };

/** The final marks of this year in the subject. */
async function finalsOf(
  act: Act,
  courseId: number,
  rows: readonly GridRow[],
): Promise<Pick<Journal, 'finals' | 'graded'>> {
  const courses = await loadFinalsCourses(act, { where: 'c.id = :courseId', params: { courseId } });
  const [course] = courses;
  const finals = await chosenFinals(act, { courses, studentIds: rows.map(({ id }) => id) });
  return {
    finals: finals.filter(one => one.yearId === course!.yearId && one.subject === course!.subject),
    graded: course!.scale !== 'none',
  };
}

function headOf(column: JournalColumn): PagePair['columns'][number] {
  const { key } = column;
  return 'lesson' in column ? { key, day: column.lesson.day } : { key, stage: column.stage, period: column.period };
}

interface OnPage {
  columns: readonly JournalColumn[];
  place: number;
  finals: readonly ChosenFinal[];
  courseId: number;
}

function rowOf(row: GridRow, { columns, place, finals, courseId }: OnPage): ReportRow {
  const own = finals.filter(({ studentId }) => studentId === row.id);
  const cells = columns.map((column): [string, Cell] => [
    column.key,
    'lesson' in column ? lessonCell(row, column) : finalCell(row, column, { own, courseId }),
  ]);
  return { cells: { number: place + 1, name: row.name, ...Object.fromEntries(cells) } };
}

function lessonCell(row: GridRow, column: LessonColumn): Cell {
  const cell = row.cells[column.lesson.id];
  if (!cell) return isClosed(row, column) ? { word: 'closed' } : undefined;
  const [mark, second] = cell.marks;
  const isFigure = cell.absence === null && second === undefined && mark?.position === 1 && !mark.owed;
  if (isFigure) return mark.value;
  // Why a lesson was missed is health.
  const isReason = cell.absence !== null && cell.absence !== 'late';
  return isReason ? { value: cell.text, told: cellText({ ...cell, absence: 'unknown' }) } : cell.text;
}

/** What stands in this journal; of who is in it at the end also what was given in the one before. */
function finalCell(
  row: GridRow,
  { stage, period }: FinalColumn,
  { own, courseId }: { own: readonly ChosenFinal[]; courseId: number },
): Cell {
  const marks = own.filter(one => one.stage === stage && (period === null || one.periodId === period.id));
  const here = marks.findLast(one => one.courseId === courseId);
  const brought = isIn(row, period?.lastDay ?? null) ? marks.at(-1) : undefined;
  const choice = (here ?? brought)?.choice ?? null;
  return choice === null ? undefined : markCell({ state: 'words', choice });
}

function isClosed(row: GridRow, column: JournalColumn): boolean {
  return 'lesson' in column && !row.cells[column.lesson.id] && !isIn(row, column.lesson.day);
}

/** On the day; without one, to the end. */
function isIn({ stays }: GridRow, day: Day | null): boolean {
  return stays.some(
    ({ since, until }) => (day === null || since <= day) && (until === null || (day !== null && until > day)),
  );
}

function lessonRow(lesson: LessonHead, dueOf: ReadonlyMap<number, Day>): ReportRow {
  const { day, topic, homework, noHomework, homeworkForId, substitute, combined } = lesson;
  const due = homeworkForId === null ? undefined : dueOf.get(homeworkForId);
  const set: Cell = homework !== null && due ? { word: 'homework-due', text: homework, due } : (homework ?? undefined);
  return {
    cells: {
      day: { word: 'day', day },
      topic: topic ?? undefined,
      homework: set ?? (noHomework ? { word: 'no-homework' } : undefined),
      substitute: substitute === null ? undefined : { word: 'substitute', substitute, combined },
    },
  };
}
