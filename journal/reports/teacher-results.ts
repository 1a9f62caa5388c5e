import type { FinalWord } from '#db/journal/period-mark.ts';
import type { Act } from '#school/act.ts';
import { type PlanHours, progressOfCourses } from '../plan/plan-progress.ts';
import { nameOf, subjectProgress } from './figures/class-progress.ts';
import {
  type ClassFinals,
  dueFinals,
  type FinalCourse,
  type FinalStudent,
  type FinalSubject,
} from './figures/due-finals.ts';
import { figuresOfProgress, type ProgressCounts, sumOfProgress } from './figures/progress.ts';
import { type ProgressFormulas, progressCells, progressFormulas } from './figures/progress-cells.ts';
import { spanOfTerm } from './figures/term-span.ts';
import type { Asked, AskedTeacher } from './report.ts';
import type { ReportRow } from './rows.ts';
import { type ControlWorks, controlWorksOf } from './teacher-results/control-works.ts';
import { type Behind, reasonsBehind } from './teacher-results/reasons-behind.ts';

export interface TeacherResults {
  rows: ReportRow[];
  /** Who fails or is not attested, journal by journal, with what the journal says of why. */
  behind: BehindStudent[];
  /** All marks of the teacher's journals, counted. */
  marks: ProgressCounts;
  formulas: ProgressFormulas;
  hasOnes: boolean;
  missing: number;
}

export interface BehindStudent extends Behind {
  student: string;
  className: string;
  subgroup: number | null;
  subject: string;
  choice: number | FinalWord;
}

/**
 * Отчёт учителя-предметника (form 1, 3.1b): each journal of the teacher with counts and figures, hours and control works; who
 * fails by name. Of journals taught within the time, also one handed over since. Ten queries.
 */
export async function teacherResults(
  act: Act,
  { teacher, term, year }: Pick<Asked, 'term' | 'year'> & { teacher: AskedTeacher },
): Promise<TeacherResults> {
  const courseIds = await coursesEverOf(act, { teacherId: teacher.id, yearId: year.id });
  const classes = await dueFinals(act, { span: await spanOfTerm(act, { term, year }, { together: true }), courseIds });
  const journals = classes.flatMap(finals => journalsOf(finals, teacher.id));
  const hours = await hoursOf(act, journals, term.kind === 'period');
  const controls = await controlWorksOf(act, journals);
  const all = sumOfProgress(journals.map(({ progress }) => progress));
  const hasOnes = all.one > 0;
  const notAttestedWeight = classes[0]?.notAttestedWeight ?? 0;
  const rows = journals.map(one => rowOf(one, { hours: hours.get(idOf(one))!, controls: controls.get(idOf(one))! }));
  const total = { ...all, ...figuresOfProgress(all, notAttestedWeight), pass: sum(journals, one => one.progress.pass) };
  return {
    rows: rows.length > 0 ? [...rows, totalOf(rows, progressCells(total))] : [],
    behind: await behindOf(act, journals),
    marks: all,
    formulas: progressFormulas({ notAttestedWeight, hasOnes }),
    ...{ hasOnes, missing: all.missing },
  };
}

/** One journal with its results. */
export interface TaughtJournal {
  finals: ClassFinals;
  subject: FinalSubject;
  index: number;
  course: FinalCourse;
  progress: ReturnType<typeof subjectProgress>;
}

function journalsOf(finals: ClassFinals, teacherId: number): TaughtJournal[] {
  return finals.subjects.flatMap((subject, index) =>
    subject.courses
      .filter(({ taughtBy }) => taughtBy.some(({ id }) => id === teacherId))
      .map(course => ({ finals, subject, index, course, progress: subjectProgress(finals, index, course.courseId) })),
  );
}

function idOf({ course }: TaughtJournal): number {
  return course.courseId;
}

function sum<One>(all: readonly One[], of: (one: One) => number): number {
  return all.reduce((total, one) => total + of(one), 0);
}

/** Theirs today, and those that were theirs and went to somebody else. */
async function coursesEverOf(act: Act, of: { teacherId: number; yearId: number }): Promise<number[]> {
  const courses = await act.em.execute<{ id: number }[]>(
    `select c.id from course c join school_class k on k.id = c.school_class_id
     where k.year_id = :yearId and (c.teacher_id = :teacherId or exists (select 1 from teacher_change x
       where x.course_id = c.id and x.was_id = :teacherId and x.done_at is not null))`,
    of,
  );
  return courses.map(({ id }) => id);
}

type JournalHours = Pick<PlanHours, 'planned' | 'given' | 'behind'> & { hasPlan: boolean };

/** Of the period, or of the whole year. */
async function hoursOf(
  act: Act,
  journals: readonly TaughtJournal[],
  isOfPeriod: boolean,
): Promise<Map<number, JournalHours>> {
  const progress = await progressOfCourses(act, journals.map(idOf));
  const none = { planned: 0, given: 0, behind: 0 };
  return new Map(
    journals.map(one => {
      const ofCourse = progress.get(idOf(one))!;
      const period = ofCourse.periods.find(({ periodId }) => periodId === one.finals.periodId);
      return [idOf(one), { ...(isOfPeriod ? (period ?? none) : ofCourse), hasPlan: ofCourse.hasPlan }];
    }),
  );
}

/** The students who learn in the journal at the end. */
function studentsIn({ finals, index, course }: TaughtJournal): FinalStudent[] {
  return finals.students.filter(({ cells }) => cells[index]!.course?.courseId === course.courseId);
}

function rowOf(one: TaughtJournal, { hours, controls }: { hours: JournalHours; controls: ControlWorks }): ReportRow {
  const { finals, subject, course, progress } = one;
  return {
    cells: {
      class: { word: 'class', className: finals.className, subgroup: course.subgroup },
      subject: nameOf(subject),
      students: studentsIn(one).length,
      ...progressCells(progress),
      ...{
        planned: hours.hasPlan ? hours.planned : null,
        given: hours.given,
        behind: hours.hasPlan ? hours.behind : null,
      },
      ...{ controls: controls.planned, controlsHeld: controls.held },
    },
  };
}

function totalOf(rows: readonly ReportRow[], progress: Record<string, number | null>): ReportRow {
  const summed = ['students', 'planned', 'given', 'behind', 'controls', 'controlsHeld'];
  const sums = summed.map(key => [key, sum(rows, ({ cells }) => (cells[key] as number | null) ?? 0)]);
  const label = { word: 'total', columns: 2 };
  return { level: 'total', over: rows.length, cells: { class: label, ...Object.fromEntries(sums), ...progress } };
}

/** Not succeeding: a 2 or «н/а», and незачёт where the subject gives words. */
async function behindOf(act: Act, journals: readonly TaughtJournal[]): Promise<BehindStudent[]> {
  const found = journals.flatMap(one =>
    studentsIn(one).flatMap(({ id, name, cells }) => {
      const { choice } = cells[one.index]!;
      const isBehind = typeof choice === 'number' ? choice < 3 : choice === 'not-attested' || choice === 'fail';
      return isBehind ? [{ one, studentId: id, student: name, choice: choice! }] : [];
    }),
  );
  const reasons = await reasonsBehind(
    act,
    found.map(({ one: { finals, course }, studentId }) => ({
      ...{ studentId, courseId: course.courseId, from: finals.from, to: finals.asOf },
    })),
  );
  return found.map(({ one: { finals, subject, course }, student, choice }, index) => ({
    ...{ student, choice, className: finals.className, subgroup: course.subgroup, subject: nameOf(subject) },
    ...reasons[index]!,
  }));
}
