import type { PeriodKind } from '#db/school/period.ts';
import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { may } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { type FinalsCourse, loadFinalsCourses } from '../finals/finals-course.ts';
import { type LessonHead, loadLessons } from '../lesson-head.ts';
import { mayFill } from '../sheet.ts';
import type { WorkKindView } from '../work-kinds.ts';
import { type Around, aroundCourse, type CoursePeriod } from './around-course.ts';
import { type GridRow, gridRows } from './grid-rows.ts';
import { figuresOfRows, type PeriodColumnCell } from './period-figures.ts';

/** One journal: class or subgroup × subject, students down, lessons of a period (or of the year) across. */
export interface Grid {
  courseId: number;
  subject: string;
  classId: number;
  className: string;
  grade: number;
  subgroup: number | null;
  teacher: string;
  periodKind: PeriodKind;
  /** Numbers are given; where they are not, attendance alone is kept. */
  graded: boolean;
  lowestMark: number;
  /** All of the year; those whose columns are here are `shown`. None to whom only single lessons are open. */
  periods: (CoursePeriod & { shown: boolean })[];
  wholeYear: boolean;
  workKinds: WorkKindView[];
  lessons: GridLesson[];
  students: GridStudent[];
  /** The actor teaches the course, so that final marks are theirs to set. */
  maySet: boolean;
}

export interface GridLesson
  extends Pick<
    LessonHead,
    'id' | 'day' | 'slot' | 'topic' | 'homework' | 'noHomework' | 'begun' | 'owed' | 'locked' | 'substitute'
  > {
  periodId: number | null;
  /** The kind of the control work planned for it. */
  controlId: number | null;
  /** Marks, «н» and «оп» may be written by the actor. */
  mayFill: boolean;
  /** Reasons of absence may. */
  mayGiveReason: boolean;
}

export interface GridStudent extends Omit<GridRow, 'elsewhere'> {
  /** Figures of the shown periods in which the student is due. */
  figures: PeriodColumnCell[];
}

/** `period` is the number of a quarter or half-year, or the whole year; without it, the one that is going on. */
export interface GridChoice {
  period?: number | 'year' | undefined;
}

/**
 * The journal of a course as a grid. For its teacher, the class teacher, deputy and director; a substitute sees the lessons
 * taken over and no others (3.2c). Five queries at most, whatever its size. Refuses: not-found.
 */
export async function grid(act: Act, courseId: number, choice: GridChoice = {}): Promise<Grid> {
  const [course] = await loadFinalsCourses(act, { where: 'c.id = :courseId', params: { courseId } });
  if (!course) throw new Refusal('not-found', 'not-found');
  const isOpen = may(act.by, 'readJournal', course);
  if (!isOpen && !act.by.roles.has('teacher')) throw new Refusal('not-found', 'not-found');
  const around = await aroundCourse(act, courseId);
  const shown = isOpen ? shownPeriods(act, around.periods, choice) : [];
  const lessons = await lessonsOf(act, course, { around, shown: isOpen ? shown : null });
  if (!isOpen && lessons.length === 0) throw new Refusal('not-found', 'not-found');
  const rows = await gridRows(act, { courseId, lessons, days: spanOf(lessons, shown) });
  const weights = new Map(around.workKinds.map(({ id, weight }) => [id, weight]));
  const figures = await figuresOfRows(act, course, { periods: shown, lessons, rows, weights });
  const ids = new Set(shown.map(({ id }) => id));
  return {
    ...headOf(course),
    periods: isOpen ? around.periods.map(period => ({ ...period, shown: ids.has(period.id) })) : [],
    wholeYear: choice.period === 'year',
    workKinds: around.workKinds,
    lessons,
    students: rows.map(({ elsewhere: _, ...row }) => ({ ...row, figures: figures.get(row.id) ?? [] })),
    maySet: may(act.by, 'setFinal', course),
  };
}

function headOf(course: FinalsCourse) {
  const { courseId, subject, classId, className, grade, subgroup, teacher, periodKind, scale, lowestMark } = course;
  return {
    ...{ courseId, subject, classId, className, grade, subgroup, teacher, periodKind, lowestMark },
    graded: scale === 'marks',
  };
}

/** The period asked for; else the one of today, in holidays the one just over, before the year its first. */
function shownPeriods(act: Act, periods: readonly CoursePeriod[], { period }: GridChoice): CoursePeriod[] {
  if (period === 'year') return [...periods];
  const found =
    period === undefined
      ? (periods.findLast(({ firstDay }) => firstDay <= act.today) ?? periods[0])
      : periods.find(({ number }) => number === period);
  if (!found && period !== undefined) throw new Refusal('not-found', 'not-found');
  return found ? [found] : [];
}

interface Choosing {
  around: Around;
  /** Nothing: only the lessons that the actor takes over. */
  shown: readonly CoursePeriod[] | null;
}

async function lessonsOf(act: Act, course: FinalsCourse, { around, shown }: Choosing): Promise<GridLesson[]> {
  const heads = await loadLessons(act, {
    where: `l.course_id = :courseId and ${shown ? 'p.id = any(:periods)' : 'u.teacher_id = :me'}`,
    params: { courseId: course.courseId, periods: `{${shown?.map(({ id }) => id).join(',')}}`, me: act.by.id },
  });
  return heads.map(head => {
    const { id, day, slot, topic, homework, noHomework, begun, owed, locked, substitute } = head;
    return {
      ...{ id, day, slot, topic, homework, noHomework, begun, owed, locked, substitute },
      periodId: around.periods.find(({ firstDay, lastDay }) => firstDay <= day && day <= lastDay)?.id ?? null,
      controlId: around.controls[id] ?? null,
      mayFill: mayFill(act, head),
      mayGiveReason: may(act.by, 'giveReason', head) && locked !== 'period' && locked !== 'year',
    };
  });
}

/** The days for which students are listed. */
function spanOf(lessons: readonly GridLesson[], shown: readonly CoursePeriod[]): { first: Day; last: Day } | null {
  const first = shown[0]?.firstDay ?? lessons[0]?.day;
  const last = shown.at(-1)?.lastDay ?? lessons.at(-1)?.day;
  return first && last ? { first, last } : null;
}
