import type { HouseAct } from '#school/act.ts';
import { appendLines } from '#school/history/append-lines.ts';
import { digestSql } from './opening.ts';
import { resourceStateSql, resourceSubjectSql } from './states.ts';

/**
 * Since when the history also keeps due lessons, control works, lines of the plan, links and files: a line for each course
 * says what stood there before. Written once, with the opening of a new history or under an older one. Gives whether now.
 */
export async function beginHistoryOfLessons(act: HouseAct): Promise<boolean> {
  const [begun] = await act.em.execute<object[]>(`select 1 from change where deed = '${lessonsOpening}' limit 1`);
  if (begun) return false;
  const courses = await act.em.execute<CourseStands[]>(standsQuery);
  await appendLines(act, [
    // Of a school without any of them it is said too.
    { deed: lessonsOpening, subject: lessonsOpening, course: null, before: null, after: { courses: courses.length } },
    ...courses.map(({ course, after }) => ({
      ...{ deed: lessonsOpening, subject: `${lessonsOpening}:${course}`, course, before: null, after },
    })),
  ]);
  return true;
}

export const lessonsOpening = 'opening-lessons';

interface CourseStands {
  course: number;
  /** By lesson what its row says; by subject the digest of a link or file. */
  after: { lessons: Record<string, [number | null, number | null, number | null]>; resources: Record<string, string> };
}

/** Where each thing stands in the row of a lesson. */
export const openedPlaces = { due: 0, control: 1, plan: 2 };

/** SQL: a link's or file's digest; null once it is taken away. */
export const resourceDigestSql = digestSql(`(${resourceStateSql('r')})::text`);

const standsQuery = `
  with lessons as (
    select l.course_id, jsonb_object_agg(l.id, jsonb_build_array(l.homework_for_id, l.control_id, l.planned_topic_id)) as stand
    from lesson l where l.homework_for_id is not null or l.control_id is not null or l.planned_topic_id is not null
    group by l.course_id),
  resources as (
    select l.course_id, jsonb_object_agg(${resourceSubjectSql('r')}, ${resourceDigestSql}) as stand
    from lesson_resource r join lesson l on l.id = r.lesson_id group by l.course_id)
  select c.id as course, jsonb_build_object('lessons', coalesce(lessons.stand, '{}'),
    'resources', coalesce(resources.stand, '{}')) as after
  from course c left join lessons on lessons.course_id = c.id left join resources on resources.course_id = c.id
  where lessons.course_id is not null or resources.course_id is not null
  order by c.id`;
