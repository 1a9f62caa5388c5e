import type { HouseAct } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';

type Presence = 'absent' | 'late' | 'present';

/** A cell that differs from what it was at a moment: a mark (`was` nothing for a new one) or a presence. */
export type Change = { day: Day; slot: number; subject: string; lessonId: number; at: Date } & (
  | { kind: 'mark'; value: number | null; was: number | null; workKind: string; comment: string | null }
  | { kind: 'absence'; presence: Presence; was: Presence }
);

/**
 * What became different for a student after the moment, on lessons of any day, in the order of entry. A mark changed there
 * and back is no change.
 */
export async function changesSince(act: HouseAct, studentId: number, since: Date): Promise<Change[]> {
  const rows = await act.em.execute<ChangeRow[]>(changesQuery, { studentId, since });
  return rows.map(({ value, was, workKind, comment, presence, wasPresence, at, ...common }) =>
    presence === null
      ? { ...common, at: new Date(at), kind: 'mark', value, was, workKind: workKind!, comment }
      : { ...common, at: new Date(at), kind: 'absence', presence, was: wasPresence! },
  );
}

interface ChangeRow {
  day: Day;
  slot: number;
  subject: string;
  lessonId: number;
  at: string;
  value: number | null;
  was: number | null;
  workKind: string | null;
  comment: string | null;
  presence: Presence | null;
  wasPresence: Presence | null;
}

const presence = (kind: string) =>
  `case when ${kind} is null then 'present' when ${kind} = 'late' then 'late' else 'absent' end`;

// A cell's row at the moment is the one entered before it and replaced after it.
const changesQuery = `
  with changed as (
    select m.lesson_id, m.at, m.value, old.value as was, w.name as work_kind, m.comment,
      null as presence, null as was_presence
    from mark m
    join work_kind w on w.id = m.work_kind_id
    left join mark old on old.lesson_id = m.lesson_id and old.student_id = m.student_id and old.position = m.position
      and old.at <= :since and old.replaced_at > :since
    where m.student_id = :studentId and m.at > :since and m.replaced_at is null
      and (m.value is distinct from old.value
        or (m.value is not null and (m.work_kind_id, m.comment) is distinct from (old.work_kind_id, old.comment)))
    union all
    select a.lesson_id, a.at, null, null, null, null, ${presence('a.kind')}, ${presence('old.kind')}
    from absence a
    left join absence old on old.lesson_id = a.lesson_id and old.student_id = a.student_id
      and old.at <= :since and old.replaced_at > :since
    where a.student_id = :studentId and a.at > :since and a.replaced_at is null
      and ${presence('a.kind')} is distinct from ${presence('old.kind')})
  select l.day::text as day, l.slot, j.name as subject, l.id as "lessonId", x.at, x.value, x.was,
    x.work_kind as "workKind", x.comment, x.presence, x.was_presence as "wasPresence"
  from changed x
  join lesson l on l.id = x.lesson_id
  join course c on c.id = l.course_id
  join subject j on j.id = c.subject_id
  order by x.at, l.day, l.slot`;
