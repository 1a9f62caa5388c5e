import { prepared } from '#db/prepared.ts';
import type { HouseAct } from '#school/act.ts';
import { type ThresholdSet, usualThresholds } from '../arithmetic/suggestion.ts';
import { type CourseHead, courseColumns, courseTables } from '../course-head.ts';

/** What final marks a course takes: numbers (or н/а), зачёт and незачёт only, or none at all (3.4). */
export type FinalScale = 'marks' | 'words' | 'none';

/** A course with everything that its final marks ask about it, the school's settings included. */
export interface FinalsCourse extends CourseHead {
  scale: FinalScale;
  lowestMark: number;
  /** Fewest marks for attestation in its kind of period. */
  fewest: number;
  owedCountsAsTwo: boolean;
  thresholds: ThresholdSet;
}

/** Which courses: a condition over course `c` and class `k`. */
export interface CourseChoice {
  where: string;
  params: Record<string, unknown>;
  /** Holds others who would set final marks in these courses until the act ends. */
  toWrite?: boolean;
}

/** The courses that satisfy a condition, by subject; one query. */
export async function loadFinalsCourses(act: HouseAct, choice: CourseChoice): Promise<FinalsCourse[]> {
  const rows = await prepared<CourseRow>(
    act.em,
    `${courseQuery} where ${choice.where} order by j.name collate "ru-x-icu", g.number, c.id
     ${choice.toWrite ? 'for update of c' : ''}`,
    { ...choice.params, today: act.today },
  );
  return rows.map(courseOf);
}

/** The course of a row of `courseQuery`. */
export function courseOf({ graded, thresholds, ...row }: CourseRow): FinalsCourse {
  return {
    ...row,
    scale: row.grade === 1 ? 'none' : graded ? 'marks' : 'words',
    thresholds: thresholds ?? usualThresholds,
  };
}

export type CourseRow = Omit<FinalsCourse, 'scale' | 'thresholds'> & {
  graded: boolean;
  thresholds: ThresholdSet | null;
};

/** Courses `c` as of the day `:today`; a condition is to follow. */
export const courseQuery = `
  select ${courseColumns}, c.graded,
    s.lowest_mark as "lowestMark",
    case k.period_kind when 'quarter' then s.fewest_marks_in_quarter else s.fewest_marks_in_half_year end as fewest,
    s.owed_counts_as_two as "owedCountsAsTwo",
    (select json_build_object('five', h.five, 'four', h.four, 'three', h.three) from thresholds h
      where h.grade = k.grade or h.grade is null order by h.grade nulls last limit 1) as thresholds
  from ${courseTables}
  cross join school s`;
