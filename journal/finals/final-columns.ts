import type { FinalStage } from '#db/journal/period-mark.ts';
import type { PeriodKind } from '#db/school/period.ts';
import type { HouseAct } from '#school/act.ts';
import { isRepealed } from '#school/assignments/is-repealed.ts';
import type { Day } from '#school/calendar.ts';
import { unlockedUntil } from '../lesson-sql.ts';
import type { FinalsCourse } from './finals-course.ts';
import { joinedSubjectOf } from './joined-subjects.ts';

/** One column of final marks: a period, the year, the exam, the certificate. */
export interface FinalColumn {
  /** «period-3», «year», «exam», «final». */
  key: string;
  stage: FinalStage;
  periodId: number | null;
  periodKind: PeriodKind;
  /** Of the period; null of the others. */
  number: number | null;
  /** The last day of the period, of the year for the others: whoever is here then has a mark. */
  lastDay: Day;
  /** Why nobody may write here: closed by order, or the year is over. */
  locked: 'period' | 'year' | null;
  /** The deputy has opened this journal for the period up to this day. */
  unlockedUntil: Day | null;
  /** «Выставить до …»: the day the director's latest order sets. */
  deadline: Day | null;
  /** The name of the joined subject whose exam or final mark this is. */
  joined: string | null;
}

interface BegunPeriod {
  courseId: number;
  id: number;
  kind: PeriodKind;
  number: number;
  lastDay: Day;
  closed: boolean;
  /** The year has no later one. */
  last: boolean;
  unlockedUntil: Day | null;
  deadline: Day | null;
}

/** The columns of each course by its id: what has begun by today; one query. */
export async function finalColumns(
  act: HouseAct,
  courses: readonly FinalsCourse[],
): Promise<Map<number, FinalColumn[]>> {
  const periods = await act.em.execute<BegunPeriod[]>(periodsQuery, {
    today: act.today,
    courses: `{${courses.map(({ courseId }) => courseId).join(',')}}`,
  });
  const ofCourse = Map.groupBy(periods, ({ courseId }) => courseId);
  return new Map(courses.map(course => [course.courseId, columnsOf(course, ofCourse.get(course.courseId) ?? [])]));
}

/** How a column is named. */
export function columnKey(stage: FinalStage, periodId: number | null): string {
  return stage === 'period' ? `period-${periodId}` : stage;
}

function columnsOf(course: FinalsCourse, periods: readonly BegunPeriod[]): FinalColumn[] {
  if (course.scale === 'none') return [];
  const columns = periods.map(period => periodColumn(course, period));
  const last = periods.find(period => period.last);
  if (!last) return columns;
  const ofYear = { ...periodColumn(course, last), periodId: null, number: null };
  const stages = stagesAfter(course).map(stage => ({
    ...ofYear,
    key: stage,
    stage,
    // Exams come after the last period is closed; their marks stand open until the next year.
    locked: stage === 'year' ? ofYear.locked : course.pastYear ? ('year' as const) : null,
    joined: stage === 'year' ? null : (joinedSubjectOf(course)?.name ?? null),
  }));
  return [...columns, ...stages];
}

function periodColumn(course: FinalsCourse, period: BegunPeriod): FinalColumn {
  const { id, kind, number, lastDay, closed, unlockedUntil, deadline } = period;
  const isClosed = closed && unlockedUntil === null;
  return {
    key: columnKey('period', id),
    stage: 'period',
    periodId: id,
    periodKind: kind,
    number,
    lastDay,
    locked: course.pastYear ? 'year' : isClosed ? 'period' : null,
    unlockedUntil,
    deadline,
    joined: null,
  };
}

/** What follows the periods: in grade 9 the exam and the final mark too, in grade 11 the final mark. */
export function stagesAfter(course: Pick<FinalsCourse, 'scale' | 'grade' | 'subject'>): FinalStage[] {
  const joined = joinedSubjectOf(course);
  const isElsewhere = joined !== undefined && joined.subjects[0] !== course.subject;
  if (course.scale === 'words' || isElsewhere) return ['year'];
  if (course.grade === 9) return ['year', 'exam', 'final'];
  return course.grade === 11 ? ['year', 'final'] : ['year'];
}

/** SQL: the day by which the marks of period `p` are to stand, by the latest order in force (`:today`) that says so. */
export const deadlineOfPeriod = `(select d.day from document_duty d join board_document b on b.id = d.document_id
  where d.period_id = p.id and d.kind = 'finals-deadline' and not ${isRepealed('d.document_id', ':today::date')}
  order by b.date desc, b.id desc limit 1)`;

/** SQL: the year has no later period of the kind of `p`. */
export const isLastOfYear = `not exists (select 1 from period later
  where later.year_id = p.year_id and later.kind = p.kind and later.number > p.number)`;

const periodsQuery = `
  select c.id as "courseId", p.id, p.kind, p.number, p.last_day::text as "lastDay", p.closed_at is not null as closed,
    ${isLastOfYear} as last, ${unlockedUntil}::text as "unlockedUntil", ${deadlineOfPeriod}::text as deadline
  from course c
  join school_class k on k.id = c.school_class_id
  join period p on p.year_id = k.year_id and p.kind = k.period_kind and p.first_day <= :today
  where c.id = any(:courses)
  order by p.first_day`;
