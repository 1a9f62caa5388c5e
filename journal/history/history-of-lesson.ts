import type { AbsenceKind } from '#db/journal/absence.ts';
import type { conflictEnds } from '#db/journal/cell-conflict.ts';
import type { SubstitutionKind } from '#db/journal/substitution.ts';
import type { Act } from '#school/act.ts';
import { shortNameOf } from '#school/names.ts';
import { see } from '#school/permissions.ts';
import { findLesson, type LessonHead } from '../lesson-head.ts';

/** Who changed what in a lesson, when, from what to what; the latest first. */
export type HistoryEntry = { at: Date; by: string } & (
  | { deed: 'mark'; student: HistoryStudent; position: number; before: MarkThen | null; after: MarkThen | null }
  | { deed: 'absence'; student: HistoryStudent; before: AbsenceKind | null; after: AbsenceKind | null }
  | { deed: 'topic'; before: string | null; after: string | null }
  | { deed: 'homework'; before: HomeworkThen | null; after: HomeworkThen | null }
  /** The day of the lesson for which the homework is due, when it is not the next; the kind of the planned control work; the line of the plan. */
  | { deed: 'due' | 'control' | 'plan'; before: string | null; after: string | null }
  | { deed: 'resource'; before: ResourceThen | null; after: ResourceThen | null }
  | { deed: 'substitution'; before: SubstitutionThen | null; after: SubstitutionThen | null }
  | { deed: 'conflict'; student: HistoryStudent; before: LateThen | null; after: LateThen | null }
);

/** Who gives it instead of its teacher, or that it is not held. */
export interface SubstitutionThen {
  kind: SubstitutionKind;
  /** «Волков Д. О.»; nobody where it is not held. */
  teacher: string | null;
}

/** A link, or a file by its name. */
export interface ResourceThen {
  title: string;
  url: string | null;
}

/** An entry that came when somebody else had changed the cell, and what became of it; nothing while it waits. */
export interface LateThen {
  text: string;
  chosen: (typeof conflictEnds)[number] | null;
}

export interface HistoryStudent {
  id: number;
  /** «Петрова Мария» */
  name: string;
}

export interface MarkThen {
  /** Empty while the work is owed. */
  value: number | null;
  owed: boolean;
  workKind: string;
  comment: string | null;
}

/** A task, or «не задано». */
export interface HomeworkThen {
  text: string | null;
  none: boolean;
}

export interface LessonHistory {
  lesson: LessonHead;
  entries: HistoryEntry[];
}

/** Everything that was ever changed in a lesson; three queries. For those who read the lesson. Refuses: not-found. */
export async function historyOfLesson(act: Act, lessonId: number): Promise<LessonHistory> {
  return readHistory(act, lessonId, null);
}

/** What was ever changed in one student's cell of a lesson. Refuses: not-found. */
export async function historyOfCell(act: Act, lessonId: number, studentId: number): Promise<LessonHistory> {
  return readHistory(act, lessonId, studentId);
}

async function readHistory(act: Act, lessonId: number, studentId: number | null): Promise<LessonHistory> {
  const lesson = await findLesson(act, lessonId);
  see(act, 'readLesson', lesson);
  const cells = await act.em.execute<CellRow[]>(cellsQuery, { lessonId, studentId });
  const texts = studentId === null ? await textsOf(act, lessonId) : [];
  const entries = [...cells.map(cellEntry), ...texts.map(({ at, ...row }) => ({ ...row, at: new Date(at) }))];
  return { lesson, entries: entries.toSorted((a, b) => b.at.getTime() - a.at.getTime()) };
}

type CellValue = MarkThen | AbsenceKind | LateThen | null;

interface CellRow {
  deed: 'mark' | 'absence' | 'conflict';
  at: string;
  by: string;
  studentId: number;
  student: string;
  position: number | null;
  before: CellValue;
  after: CellValue;
}

/** Cells tell their own history: a correction is a new row over the old one, an empty row took it back. */
const cellsQuery = `
  with rows as (
    select 'mark' as deed, m.id, m.at, m.by_id, m.student_id, m.position, ${markThen('o', 'ow')} as before,
      ${markThen('m', 'w')} as after
    from mark m join work_kind w on w.id = m.work_kind_id
    left join mark o on o.id = m.replaces_id left join work_kind ow on ow.id = o.work_kind_id
    where m.lesson_id = :lessonId and (:studentId::int is null or m.student_id = :studentId)
    union all
    select 'absence', a.id, a.at, a.by_id, a.student_id, null, to_jsonb(o.kind), to_jsonb(a.kind)
    from absence a left join absence o on o.id = a.replaces_id
    where a.lesson_id = :lessonId and (:studentId::int is null or a.student_id = :studentId)
    union all
    select 'conflict', x.id, t.at, t.by_id, x.student_id, null, t.before, t.after
    from cell_conflict x cross join lateral (values
      (x.at, x.by_id, null, jsonb_build_object('text', x.typed, 'chosen', null)),
      (x.settled_at, x.settled_by_id, jsonb_build_object('text', x.typed, 'chosen', null),
        jsonb_build_object('text', x.typed, 'chosen', x.chosen))) t(at, by_id, before, after)
    where x.lesson_id = :lessonId and t.at is not null and (:studentId::int is null or x.student_id = :studentId))
  select r.deed, r.at, ${shortNameOf('b')} as by, r.student_id as "studentId",
    p.family_name || ' ' || p.given_name as student, r.position, r.before, r.after
  from rows r join person b on b.id = r.by_id
  join student s on s.id = r.student_id join person p on p.id = s.person_id
  order by r.at desc, p.family_name collate "ru-x-icu", p.given_name collate "ru-x-icu", r.deed, r.id desc`;

function markThen(mark: string, kind: string): string {
  return `case when ${mark}.value is null and ${mark}.owed is not true then null else jsonb_build_object(
    'value', ${mark}.value, 'owed', ${mark}.owed, 'workKind', ${kind}.name, 'comment', ${mark}.comment) end`;
}

function cellEntry({ deed, at, by, studentId, student, position, before, after }: CellRow): HistoryEntry {
  const about = { at: new Date(at), by, student: { id: studentId, name: student } };
  if (deed === 'conflict')
    return { ...about, deed, before: before as LateThen | null, after: after as LateThen | null };
  return deed === 'mark'
    ? { ...about, deed, position: position!, before: before as MarkThen | null, after: after as MarkThen | null }
    : { ...about, deed, before: before as AbsenceKind | null, after: after as AbsenceKind | null };
}

type TextRow = { at: string; by: string } & (
  | { deed: 'topic'; before: string | null; after: string | null }
  | { deed: 'homework'; before: HomeworkThen | null; after: HomeworkThen | null }
  | { deed: 'due' | 'control' | 'plan'; before: string | null; after: string | null }
  | { deed: 'resource'; before: ResourceThen | null; after: ResourceThen | null }
  | { deed: 'substitution'; before: SubstitutionThen | null; after: SubstitutionThen | null }
);

/** A text is written over, so its past stands in the log; before the log began only the last writing is known. */
function textsOf(act: Act, lessonId: number): Promise<TextRow[]> {
  return act.em.execute<TextRow[]>(
    `with logged as (
       select h.id, h.at, h.by_id, h.deed, h.before, h.after from change h
       where h.subject in (${lessonDeeds.map(deed => `'${deed}:' || :lessonId::int`).join(', ')})
         or (h.deed = 'resource' and h.course_id = (select course_id from lesson where id = :lessonId)
           and h.subject like 'resource:' || :lessonId::int || ':%')),
     texts as (
       select id, at, by_id, deed, ${wordedSql('before')} as before, ${wordedSql('after')} as after from logged
       union all
       select 0, l.filled_at, l.filled_by_id, t.deed, null, t.after
       from lesson l cross join lateral (values ('topic', to_jsonb(l.topic)),
         ('homework', case when l.homework is not null or l.no_homework
           then jsonb_build_object('text', l.homework, 'none', l.no_homework) end)) t(deed, after)
       where l.id = :lessonId and l.filled_by_id is not null and t.after is not null
         and not exists (select 1 from logged where logged.deed in ('topic', 'homework')))
     select x.at, ${shortNameOf('p')} as by, x.deed, x.before, x.after
     from texts x join person p on p.id = x.by_id order by x.at desc, x.id desc`,
    { lessonId },
  );
}

const lessonDeeds = ['topic', 'homework', 'due', 'control', 'plan', 'substitution'];

/** What the log names by an id, in the words of today. */
function wordedSql(side: 'before' | 'after'): string {
  return `case deed when 'topic' then ${side}->'text'
    when 'due' then (select to_jsonb(n.day) from lesson n where n.id = (${side}->>'lesson')::int)
    when 'control' then (select to_jsonb(w.name) from work_kind w where w.id = (${side}->>'workKind')::int)
    when 'plan' then (select to_jsonb(t.number || '. ' || t.title) from planned_topic t where t.id = (${side}->>'topic')::int)
    when 'substitution' then case when jsonb_typeof(${side}) = 'object' then jsonb_build_object('kind', ${side}->'kind', 'teacher',
      (select ${shortNameOf('t')} from person t where t.id = (${side}->>'teacher')::int)) end
    else ${side} end`;
}
