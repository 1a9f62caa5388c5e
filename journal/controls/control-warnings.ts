import { prepared } from '#db/prepared.ts';
import type { HouseAct } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import type { LessonHead } from '../lesson-head.ts';

/** What speaks against a control work in a lesson; nobody is kept from planning it. */
export type ControlWarning =
  | { kind: 'same-day'; subject: string }
  | { kind: 'first-lesson' }
  | { kind: 'last-lesson' }
  /** Another one of the subject within 17 days. */
  | { kind: 'too-soon'; day: Day }
  /** More than a tenth of the year's hours. */
  | { kind: 'too-many'; controls: number; hours: number };

const fewestDaysBetween = 17;
/** Weeks of teaching in a school year, as curricula count them. */
const weeksOfTeaching = 34;

/**
 * Warnings for a lesson that has a control work, or would have one: at most one a day in the class, not the first or the
 * last lesson, one in 17 days and no more than a tenth of the hours in the subject. A lesson counts as a control work
 * when one is planned for it or marked in it.
 */
export async function controlWarnings(
  act: HouseAct,
  { id, classId, day, slot, courseId }: Pick<LessonHead, 'id' | 'classId' | 'day' | 'slot' | 'courseId'>,
): Promise<ControlWarning[]> {
  const [facts] = await prepared<Facts>(act.em, factsQuery, { id, classId, day, courseId });
  const { others, first, last, nearest, controls, hoursPerWeek } = facts!;
  const hours = hoursPerWeek * weeksOfTeaching;
  return [
    ...others.map(subject => ({ kind: 'same-day' as const, subject })),
    ...(slot === first ? [{ kind: 'first-lesson' as const }] : []),
    ...(slot === last && last !== first ? [{ kind: 'last-lesson' as const }] : []),
    ...(nearest ? [{ kind: 'too-soon' as const, day: nearest }] : []),
    ...(controls * 10 > hours ? [{ kind: 'too-many' as const, controls, hours }] : []),
  ];
}

interface Facts {
  others: string[];
  first: number;
  last: number;
  nearest: Day | null;
  /** This lesson counted. */
  controls: number;
  hoursPerWeek: number;
}

const isControl = (l: string) => `(${l}.control_id is not null or exists (
  select 1 from mark m join work_kind w on w.id = m.work_kind_id
  where m.lesson_id = ${l}.id and m.replaced_at is null and m.value is not null and w.control))`;

// Two subgroups of one subject write on one day as one class.
const factsQuery = `
  select
    (select coalesce(json_agg(distinct j.name), '[]') from lesson o join course oc on oc.id = o.course_id
      join subject j on j.id = oc.subject_id
      where oc.school_class_id = :classId and o.day = :day and oc.subject_id <> c.subject_id and ${isControl('o')}) as others,
    (select min(o.slot) from lesson o join course oc on oc.id = o.course_id
      where oc.school_class_id = :classId and o.day = :day) as first,
    (select max(o.slot) from lesson o join course oc on oc.id = o.course_id
      where oc.school_class_id = :classId and o.day = :day) as last,
    (select o.day::text from lesson o where o.course_id = c.id and o.id <> :id
      and abs(o.day - :day::date) < ${fewestDaysBetween} and ${isControl('o')}
      order by abs(o.day - :day::date) limit 1) as nearest,
    (select count(*)::int + 1 from lesson o where o.course_id = c.id and o.id <> :id and ${isControl('o')}) as controls,
    c.hours_per_week as "hoursPerWeek"
  from course c where c.id = :courseId`;
