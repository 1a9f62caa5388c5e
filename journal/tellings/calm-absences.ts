import { prepared } from '#db/prepared.ts';
import type { HouseAct } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';

/** One lesson among those of its day, as notices name it; what must be told at once is due at `dueAt`. */
export interface AbsenceDay {
  day: Day;
  subject: string;
  dueAt: Date;
}

/** Who of the students is known at home to miss another lesson of the day already: told, or about to be. */
export async function missedAlready(
  act: HouseAct,
  { day, subject }: AbsenceDay,
  studentIds: readonly number[],
): Promise<Set<number>> {
  if (studentIds.length === 0) return new Set();
  const rows = await prepared<{ id: number }>(
    act.em,
    `select distinct last.student_id as id from (
       select distinct on (n.student_id, n.reader_id, n.subject) n.student_id, n.calm, n.facts->>'presence' as presence
       from notice n
       where n.kind = 'absence' and n.student_id = any(:students) and n.facts->>'day' = :day and n.subject <> :subject
       order by n.student_id, n.reader_id, n.subject, n.id desc) last
     where last.presence = 'absent' and not last.calm`,
    { students: `{${studentIds.join(',')}}`, day, subject },
  );
  return new Set(rows.map(({ id }) => id));
}

/** The first absence of their day has fallen away: what waits for the evening is the first now, and is told at once. */
export async function promoteCalm(
  act: HouseAct,
  { day, subject, dueAt }: AbsenceDay,
  studentIds: readonly number[],
): Promise<void> {
  if (studentIds.length === 0) return;
  await act.em.execute(
    `update notice set calm = false, waits_for = null, due_at = :dueAt
     where kind = 'absence' and calm and sent_out_at is null and student_id = any(:students)
       and facts->>'day' = :day and subject <> :subject`,
    { students: `{${studentIds.join(',')}}`, day, subject, dueAt },
  );
}
