import type { HouseAct } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { cellDigestsSql, digestSql, finalDigestsSql } from './opening.ts';
import { lessonsOpening, openedPlaces, resourceDigestSql } from './opening-lessons.ts';
import {
  absenceStateSql,
  absenceSubjectSql,
  broughtStateSql,
  broughtSubjectSql,
  controlStateSql,
  dueStateSql,
  finalStateSql,
  finalSubjectSql,
  homeworkStateSql,
  markStateSql,
  markSubjectSql,
  planStateSql,
  resourceStateSql,
  resourceSubjectSql,
  topicStateSql,
} from './states.ts';

/** A thing of the journal that is not what the history says of it: named without a person's name. */
export interface StrayEntry {
  /** mark, absence, topic, homework, due, control, plan, resource, final, brought; or «opening» for rows from before the history. */
  deed: string;
  /** «mark:12:34:1»; of the opening «lesson:12» or «course:3». */
  subject: string;
  className: string;
  subjectName: string;
  day: Day | null;
  /** The row of the table that stands there now, if one does. */
  row: number | null;
}

/**
 * The first entry of the journal that differs from the last line about it; one written after the beginning of the history
 * and never recorded; or one from before that has become different. The same few queries for any journal.
 */
export async function firstStrayEntry(act: HouseAct): Promise<StrayEntry | undefined> {
  const limits = await openingLimits(act);
  // The planner can't know how much a line's JSON holds, and would walk all of it again for each lesson.
  await act.em.execute('set local enable_nestloop = off');
  const later = (await hasLessonsOpening(act)) ? [...idQueries, resourceQuery] : [];
  for (const query of [...rowQueries, ...textQueries, ...later, ...(limits ? openingQueries : [])]) {
    const [stray] = await act.em.execute<StrayEntry[]>(query, { ...(limits ?? noLimits) });
    if (stray) return stray;
  }
  return undefined;
}

/** Without an opening nothing was promised of rows that have no line. */
const allRows = 2_147_483_647;
const noLimits = { marks: allRows, absences: allRows, finals: allRows, opened: false };

async function openingLimits(act: HouseAct) {
  const [first] = await act.em.execute<{ after: { marks: number; absences: number; finals: number } }[]>(
    `select after from change where subject = 'opening' order by id limit 1`,
  );
  return first ? { ...first.after, opened: true } : undefined;
}

/** Before it nothing was promised of due lessons, control works, lines of the plan, links and files. */
async function hasLessonsOpening(act: HouseAct): Promise<boolean> {
  const [begun] = await act.em.execute<object[]>(`select 1 from change where deed = '${lessonsOpening}' limit 1`);
  return begun !== undefined;
}

const lastLines = (deed: string) =>
  `select distinct on (subject) subject, course_id, after from change where deed = '${deed}' order by subject, id desc`;

const named = `k.grade || k.letter as "className", j.name as "subjectName", l.day::text as day`;
const namedTables = `left join course c on c.id = coalesce(x.course_id, l.course_id)
  left join school_class k on k.id = c.school_class_id left join subject j on j.id = c.subject_id`;

/** Rows that supersede each other: the current one says what the last line says, and has one if it is newer than the opening. */
function rowsQuery({
  deed,
  table,
  state,
  subject,
  limit,
}: Record<'deed' | 'table' | 'state' | 'subject' | 'limit', string>) {
  const hasLesson = deed !== 'final' && deed !== 'brought';
  return `
  with last as (${lastLines(deed)}),
  now as (select r.id, ${hasLesson ? 'r.lesson_id' : 'null::int as lesson_id'}, ${hasLesson ? 'null::int as course_id' : 'r.course_id'},
    ${subject} as subject, ${state} as state from ${table} r where r.replaced_at is null),
  x as (
    select coalesce(last.subject, now.subject) as subject, now.id, coalesce(last.course_id, now.course_id) as course_id,
      coalesce(now.lesson_id, ${hasLesson ? `split_part(last.subject, ':', 2)::int` : 'null'}) as lesson_id
    from last full join now on now.subject = last.subject
    where (last.subject is not null and last.after is distinct from now.state)
      or (last.subject is null and now.id > ${limit})
    limit 1)
  select '${deed}' as deed, x.subject, x.id as row, ${named} from x left join lesson l on l.id = x.lesson_id ${namedTables}`;
}

const rowQueries = [
  rowsQuery({ deed: 'mark', table: 'mark', state: markStateSql('r'), subject: markSubjectSql('r'), limit: ':marks' }),
  rowsQuery({
    deed: 'absence',
    table: 'absence',
    state: absenceStateSql('r'),
    subject: absenceSubjectSql('r'),
    limit: ':absences',
  }),
  rowsQuery({
    deed: 'final',
    table: 'period_mark',
    state: finalStateSql('r'),
    subject: finalSubjectSql('r'),
    limit: ':finals',
  }),
  // Never written before the history: each row has its line.
  rowsQuery({
    deed: 'brought',
    table: 'brought_mark',
    state: broughtStateSql('r'),
    subject: broughtSubjectSql('r'),
    limit: '0',
  }),
];

/** A lesson's text says what the last line says, else what it said at the opening: nothing, where the lesson is newer. */
function textQuery(deed: 'topic' | 'homework', state: string): string {
  const place = deed === 'topic' ? 1 : 2;
  return `
  with last as (${lastLines(deed)}),
  opened as (
    select d.key::int as lesson_id, d.value->>${place} as digest
    from change o cross join lateral jsonb_each(o.after->'lessons') d where o.deed = 'opening' and o.course_id is not null)
  select '${deed}' as deed, '${deed}:' || l.id as subject, l.id as row, ${named}
  from lesson l
  left join last on last.subject = '${deed}:' || l.id
  left join opened on opened.lesson_id = l.id
  join course c on c.id = l.course_id join school_class k on k.id = c.school_class_id join subject j on j.id = c.subject_id
  where case when last.subject is not null then last.after is distinct from (${state})
    else :opened and opened.digest is distinct from ${digestSql(`(${state})::text`)} end
  order by l.day, l.id limit 1`;
}

const textQueries = [textQuery('topic', topicStateSql), textQuery('homework', homeworkStateSql)];

/** What a lesson names says the last line, else what it named when the history began to keep it. */
function idQuery(deed: keyof typeof openedPlaces, state: string, column: string): string {
  return `
  with last as (${lastLines(deed)}),
  opened as (
    select d.key::int as lesson_id, (d.value->>${openedPlaces[deed]})::int as named
    from change o cross join lateral jsonb_each(o.after->'lessons') d where o.deed = '${lessonsOpening}')
  select '${deed}' as deed, '${deed}:' || l.id as subject, l.id as row, ${named}
  from lesson l
  left join last on last.subject = '${deed}:' || l.id
  left join opened on opened.lesson_id = l.id
  join course c on c.id = l.course_id join school_class k on k.id = c.school_class_id join subject j on j.id = c.subject_id
  where case when last.subject is not null then last.after is distinct from (${state})
    else opened.named is distinct from ${column} end
  order by l.day, l.id limit 1`;
}

const idQueries = [
  idQuery('due', dueStateSql, 'l.homework_for_id'),
  idQuery('control', controlStateSql, 'l.control_id'),
  idQuery('plan', planStateSql, 'l.planned_topic_id'),
];

/** Links and files: also those that are no longer there, or that nobody has put there. */
const resourceQuery = `
  with last as (${lastLines('resource')}),
  opened as (
    select d.key as subject, d.value#>>'{}' as digest
    from change o cross join lateral jsonb_each(o.after->'resources') d where o.deed = '${lessonsOpening}'),
  now as (select r.id, ${resourceSubjectSql('r')} as subject, ${resourceStateSql('r')} as state, ${resourceDigestSql} as digest
    from lesson_resource r),
  x as (
    select subject, now.id, split_part(subject, ':', 2)::int as lesson_id, null::int as course_id
    from now full join last using (subject) full join opened using (subject)
    where case when last.course_id is not null then last.after is distinct from now.state
      else opened.subject is null or opened.digest is distinct from now.digest end
    limit 1)
  select 'resource' as deed, x.subject, x.id as row, ${named} from x left join lesson l on l.id = x.lesson_id ${namedTables}`;

const openingQueries = [
  `with now as (${cellDigestsSql}),
  x as (
    select coalesce(opened.lesson_id, now.lesson_id) as lesson_id, opened.course_id
    from (select d.key::int as lesson_id, o.course_id, d.value->>0 as digest
      from change o cross join lateral jsonb_each(o.after->'lessons') d where o.deed = 'opening') opened
    full join now on now.lesson_id = opened.lesson_id
    where now.digest is distinct from opened.digest limit 1)
  select 'opening' as deed, 'lesson:' || x.lesson_id as subject, null::int as row, ${named}
  from x left join lesson l on l.id = x.lesson_id ${namedTables}`,
  `with now as (${finalDigestsSql})
  select 'opening' as deed, 'course:' || c.id as subject, null::int as row, k.grade || k.letter as "className",
    j.name as "subjectName", null as day
  from (select coalesce(now.course_id, o.course_id) as course_id
    from (select course_id, after->>'finals' as digest from change where deed = 'opening' and course_id is not null) o
    full join now on now.course_id = o.course_id where now.digest is distinct from o.digest limit 1) x
  join course c on c.id = x.course_id join school_class k on k.id = c.school_class_id join subject j on j.id = c.subject_id`,
];
