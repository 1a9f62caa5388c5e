import type { PeriodKind } from '#db/school/period.ts';
import type { Act } from '#school/act.ts';
import type { CourseHead } from '../course-head.ts';
import { type PlannedTopicView, planOfCourse } from '../plan/plan.ts';
import type { PlanHours, PlanProgress } from '../plan/plan-progress.ts';
import type { ReportRow } from './rows.ts';

export interface LessonPlanReport {
  rows: ReportRow[];
  hasSections: boolean;
  /** Hours by the plan, given and behind: of each period, and of the year. */
  hours: ReportRow[];
}

/**
 * Календарно-тематический план of a journal (1.2b, 3.2d): its topics by sections with hours, the day planned and the days given; below
 * the hours of each period. Both empty without a plan.
 */
export async function lessonPlan(act: Act, { course }: { course: CourseHead }): Promise<LessonPlanReport> {
  const { topics, hours, progress } = await planOfCourse(act, course.courseId);
  if (topics.length === 0) return { rows: [], hasSections: false, hours: [] };
  const total: ReportRow = { level: 'total', over: topics.length, cells: { title: { word: 'total' }, hours } };
  const hasSections = topics.some(({ section }) => section !== null);
  return { rows: [...topics.map(topicRow), total], hasSections, hours: hoursRows(progress) };
}

/** The name of a section stands at its first topic. */
function topicRow(
  { number, section, title, hours, plannedOn, fact }: PlannedTopicView,
  at: number,
  all: readonly PlannedTopicView[],
): ReportRow {
  const begins = section !== null && section !== all[at - 1]?.section;
  return {
    cells: {
      number,
      section: begins ? section : undefined,
      ...{ title, hours },
      planned: plannedOn ? { word: 'days', days: [plannedOn] } : undefined,
      fact: fact.length > 0 ? { word: 'days', days: fact.map(({ day }) => day) } : undefined,
    },
  };
}

function hoursRows({ periods, ...year }: PlanProgress): ReportRow[] {
  const rows = periods.map(({ kind, number, ...hours }) => hoursRow({ word: 'period', of: kind, number }, hours));
  return [...rows, { level: 'total', ...hoursRow({ word: 'year' }, year) }];
}

function hoursRow(
  label: { word: 'period'; of: PeriodKind; number: number } | { word: 'year' },
  { planned, given, behind }: PlanHours,
): ReportRow {
  return { cells: { time: label, planned, given, behind } };
}
