import type { Act } from '#school/act.ts';
import { isHeld } from '../../lesson-sql.ts';
import type { TaughtJournal } from '../teacher-results.ts';

/**
 * Control works of a journal within a time, of lessons that were not called off: planned for a lesson; and held: somebody has a mark for the planned one, or several
 * have marks for one that nobody planned. One student alone writes one later, and that is no lesson's control work.
 */
export interface ControlWorks {
  planned: number;
  held: number;
}

const several = 3;

/** By the id of the journal; one query. */
export async function controlWorksOf(
  act: Act,
  journals: readonly TaughtJournal[],
): Promise<ReadonlyMap<number, ControlWorks>> {
  const rows = await act.em.execute<(ControlWorks & { id: number })[]>(
    `select c.id, count(l.id) filter (where l.control_id is not null)::int as planned,
       count(l.id) filter (where wrote.planned > 0 or wrote.any >= ${several})::int as held
     from unnest(:ids::int[], :from::date[], :to::date[]) as c(id, first_day, last_day)
     left join (lesson l left join substitution u on u.lesson_id = l.id)
       on l.course_id = c.id and l.day between c.first_day and c.last_day and ${isHeld}
     left join lateral (
       select count(*) filter (where m.work_kind_id = l.control_id) as planned, count(distinct m.student_id) as any
       from mark m join work_kind w on w.id = m.work_kind_id and w.control
       where m.lesson_id = l.id and m.replaced_at is null and m.value is not null) wrote on true
     group by c.id`,
    {
      ids: `{${journals.map(({ course }) => course.courseId).join(',')}}`,
      from: `{${journals.map(({ finals }) => finals.from).join(',')}}`,
      to: `{${journals.map(({ finals }) => finals.to).join(',')}}`,
    },
  );
  return new Map(rows.map(({ id, planned, held }) => [id, { planned, held }]));
}
