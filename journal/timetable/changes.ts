import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { permit } from '#school/permissions.ts';
import type { Source } from '#school/timetable/write-change.ts';

/** A change of the timetable that was made. */
export interface ChangeView {
  id: number;
  since: Day;
  by: string;
  at: Date;
  source: Source;
  note: string | null;
  /** Lessons of the week it put in and took out. */
  added: number;
  ended: number;
  /** Classes it concerns, in order. */
  classes: string[];
  undone: boolean;
  /** Its day has not come, and no later change stands on it. */
  mayUndo: boolean;
}

const mostChanges = 30;

/** The latest changes of the timetable, the newest first. For who keeps it. One query. Refuses: not-allowed. */
export async function timetableChanges(act: Act): Promise<ChangeView[]> {
  permit(act, 'keepTimetable');
  const rows = await act.em.execute<(Omit<ChangeView, 'at'> & { at: string })[]>(changesQuery, { today: act.today });
  return rows.map(row => ({ ...row, at: new Date(row.at) }));
}

const changesQuery = `
  select c.id, c.since::text as since, p.family_name || ' ' || left(p.given_name, 1) || '.' as by, c.at, c.source, c.note,
    c.undone_at is not null as undone, lines.added, lines.ended,
    array(select distinct_class.name from (
      select distinct k.grade, k.letter, k.grade || k.letter as name
      from timetable_change_line x join timetable_entry t on t.id = x.entry_id join course s on s.id = t.course_id
      join school_class k on k.id = s.school_class_id where x.change_id = c.id) distinct_class
      order by distinct_class.grade, distinct_class.letter) as classes,
    c.undone_at is null and c.since > :today and not exists (
      select from timetable_change_line own join timetable_change_line x on x.entry_id = own.entry_id
      join timetable_change later on later.id = x.change_id and later.id > c.id and later.undone_at is null
      where own.change_id = c.id) as "mayUndo"
  from timetable_change c join person p on p.id = c.by_id
  cross join lateral (
    select count(*) filter (where added)::int as added, count(*) filter (where not added)::int as ended
    from timetable_change_line x where x.change_id = c.id) lines
  order by c.id desc limit ${mostChanges}`;
