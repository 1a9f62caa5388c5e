import type { FinalStage } from '#db/journal/period-mark.ts';
import type { Day } from '#school/calendar.ts';
import type { CoursePeriod } from '../grid/around-course.ts';
import type { LessonHead } from '../lesson-head.ts';

/** A column of the left page. */
export type JournalColumn = LessonColumn | FinalColumn;

export interface LessonColumn {
  key: string;
  lesson: LessonHead;
}

/** The final marks of a period, or (without one) of the year. */
export interface FinalColumn {
  key: string;
  stage: FinalStage;
  period: CoursePeriod | null;
}

interface Pages {
  lessons: readonly LessonHead[];
  /** Those asked for, in the order of time. */
  periods: readonly CoursePeriod[];
  /** Marks of the year that stand after the last period. */
  stages: readonly FinalStage[];
  today: Day;
}

/** So many lessons on a pair of pages at most: forty names of forty-five letters still stand on one line each. */
const lessonsOnPage = 20;

/**
 * The columns of each pair of pages: lessons in the order of time, the column of a period right after its last lesson, on
 * the same page. Pages of a journal hold about the same number of lessons.
 */
export function journalColumns({ lessons, periods, stages, today }: Pages): JournalColumn[][] {
  const begun = periods.filter(({ firstDay }) => firstDay <= today);
  const shown = new Set<LessonHead>();
  const upTo = (last: Day): JournalColumn[] => {
    const next = lessons.filter(lesson => lesson.day <= last && !shown.has(lesson));
    for (const lesson of next) shown.add(lesson);
    return next.map(lesson => ({ key: `l${lesson.id}`, lesson }));
  };
  const columns = begun.flatMap((period): JournalColumn[] => [
    ...upTo(period.lastDay),
    { key: `p${period.id}`, stage: 'period', period },
  ]);
  // After the last period that has begun, before the next.
  columns.push(...upTo(today));
  const ending = stages.map((stage): JournalColumn => ({ key: stage, stage, period: null }));
  return paged([...columns, ...ending], lessons.length);
}

export function isWithin({ firstDay, lastDay }: { firstDay: Day; lastDay: Day }, day: Day): boolean {
  return firstDay <= day && day <= lastDay;
}

function paged(columns: readonly JournalColumn[], lessons: number): JournalColumn[][] {
  const onEach = Math.ceil(lessons / Math.max(1, Math.ceil(lessons / lessonsOnPage)));
  const pages: JournalColumn[][] = [];
  let count = 0;
  for (const column of columns) {
    const isLesson = 'lesson' in column;
    if (pages.length === 0 || (isLesson && count === onEach)) {
      pages.push([]);
      count = 0;
    }
    pages.at(-1)!.push(column);
    if (isLesson) count++;
  }
  return pages;
}
