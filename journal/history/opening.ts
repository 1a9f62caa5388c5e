import type { HouseAct } from '#school/act.ts';
import { appendLines } from '#school/history/append-lines.ts';
import { homeworkStateSql, topicStateSql } from './states.ts';

/**
 * Begins the history, once: its first line says up to which rows the journal stands without one, the next lines what
 * stood there, a digest for each lesson and for the final marks of each course. So even what was written before the
 * history (an import, the sample school) can't be changed unseen. Gives whether it has begun now.
 */
export async function beginHistory(act: HouseAct): Promise<boolean> {
  const [begun] = await act.em.execute<object[]>('select 1 from change limit 1');
  if (begun) return false;
  const [limits] = await act.em.execute<OpeningLimits[]>(limitsQuery);
  const courses = await act.em.execute<CourseDigest[]>(digestsQuery, { ...limits });
  const about = { deed: 'opening', before: null };
  await appendLines(act, [
    { ...about, subject: 'opening', course: null, after: { ...limits } },
    ...courses.map(({ course, after }) => ({ ...about, subject: `opening:${course}`, course, after })),
  ]);
  return true;
}

/** The last rows that stood before the history. */
interface OpeningLimits {
  marks: number;
  absences: number;
  finals: number;
}

interface CourseDigest {
  course: number;
  after: { lessons: Record<string, LessonDigest>; finals: string | null };
}

/** Of cells, topic and homework; null where there was none. */
type LessonDigest = [string | null, string | null, string | null];

const limitsQuery = `select (select coalesce(max(id), 0) from mark)::int as marks,
  (select coalesce(max(id), 0) from absence)::int as absences,
  (select coalesce(max(id), 0) from period_mark)::int as finals`;

/** SQL: sixteen digits that tell two texts apart; null of null. */
export const digestSql = (text: string) => `left(encode(sha256(convert_to(${text}, 'UTF8')), 'hex'), 16)`;

const momentSql = (column: string) => `(extract(epoch from ${column}) * 1000)::bigint`;

/** SQL: `lesson_id` and the digest of its rows up to `:marks` and `:absences`, the superseded ones included. */
export const cellDigestsSql = `
  select lesson_id, ${digestSql(`string_agg(said, e'\\n' order by said)`)} as digest from (
    select m.lesson_id, jsonb_build_array('mark', m.id, m.student_id, m.position, m.value, m.owed, m.due_on,
      m.work_kind_id, m.comment, m.by_id, ${momentSql('m.at')}, m.replaces_id)::text as said from mark m where m.id <= :marks
    union all
    select a.lesson_id, jsonb_build_array('absence', a.id, a.student_id, a.kind, a.by_id, ${momentSql('a.at')},
      a.replaces_id)::text from absence a where a.id <= :absences) cells
  group by lesson_id`;

/** SQL: `course_id` and the digest of its final marks up to `:finals`. */
export const finalDigestsSql = `
  select f.course_id, ${digestSql(`string_agg(jsonb_build_array(f.id, f.student_id, f.stage, f.period_id, f.value, f.word,
    f.suggested, f.by_id, ${momentSql('f.at')}, f.replaces_id)::text, e'\\n' order by f.id)`)} as digest
  from period_mark f where f.id <= :finals group by f.course_id`;

const digestsQuery = `
  with cells as (${cellDigestsSql}),
  finals as (${finalDigestsSql}),
  lessons as (
    select l.course_id, jsonb_object_agg(l.id, jsonb_build_array(cells.digest, ${digestSql(`(${topicStateSql})::text`)},
      ${digestSql(`(${homeworkStateSql})::text`)})) as digests
    from lesson l left join cells on cells.lesson_id = l.id
    where cells.lesson_id is not null or l.topic is not null or l.homework is not null or l.no_homework
    group by l.course_id)
  select c.id as course, jsonb_build_object('lessons', coalesce(lessons.digests, '{}'), 'finals', finals.digest) as after
  from course c left join lessons on lessons.course_id = c.id left join finals on finals.course_id = c.id
  where lessons.course_id is not null or finals.course_id is not null
  order by c.id`;
