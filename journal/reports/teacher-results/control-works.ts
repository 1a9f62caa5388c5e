import type { Act } from '#school/act.ts';
import type { TaughtJournal } from '../teacher-results.ts';

/** Control works of a journal within a time: planned for a lesson, and of these written: somebody has a mark for one. */
export interface ControlWorks {
  planned: number;
  held: number;
}

/** By the id of the journal; one query. */
export async function controlWorksOf(
  act: Act,
  journals: readonly TaughtJournal[],
): Promise<ReadonlyMap<number, ControlWorks>> {
  const rows = await act.em.execute<(ControlWorks & { id: number })[]>(
    `select c.id, count(l.id)::int as planned, (count(l.id) filter (where exists (select 1 from mark m
       where m.lesson_id = l.id and m.work_kind_id = l.control_id and m.replaced_at is null and m.value is not null)))::int as held
     from unnest(:ids::int[], :from::date[], :to::date[]) as c(id, first_day, last_day)
     left join lesson l on l.course_id = c.id and l.day between c.first_day and c.last_day and l.control_id is not null
     group by c.id`,
    {
      ids: `{${journals.map(({ course }) => course.courseId).join(',')}}`,
      from: `{${journals.map(({ finals }) => finals.from).join(',')}}`,
      to: `{${journals.map(({ finals }) => finals.to).join(',')}}`,
    },
  );
  return new Map(rows.map(({ id, planned, held }) => [id, { planned, held }]));
}
