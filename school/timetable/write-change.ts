import type { Act } from '../act.ts';
import type { Day } from '../calendar.ts';
import type { Entry } from './entries.ts';
import type { Placed } from './placed.ts';

/** How a change came: by hand, out of a draft, from a file. */
export type Source = 'hand' | 'draft' | 'file';

interface Written {
  since: Day;
  source: Source;
  note: string | null;
  ended: readonly Entry[];
  added: readonly Placed[];
}

/** Lets one change the timetable at a time, until the act ends. */
export async function holdTimetable(act: Act): Promise<void> {
  await act.em.execute(`select pg_advisory_xact_lock(hashtext('timetable'))`);
}

/** Writes a change with its entries. Gives its id. Four statements, however many entries. */
export async function writeChange(act: Act, { since, source, note, ended, added }: Written): Promise<number> {
  const [change] = await act.em.execute<{ id: number }[]>(
    'insert into timetable_change (since, by_id, at, source, note) values (:since, :by, :at, :source, :note) returning id',
    { since, by: act.by.id, at: act.at, source, note },
  );
  const changeId = change!.id;
  const params = { changeId, since, ended: `{${ended.map(({ id }) => id).join(',')}}` };
  await act.em.execute(
    `insert into timetable_change_line (change_id, entry_id, added, until_before)
     select :changeId, t.id, false, t.until from timetable_entry t where t.id = any(:ended) order by t.id`,
    params,
  );
  await act.em.execute('update timetable_entry set until = :since where id = any(:ended)', params);
  const rows = added.map(({ courseId, weekday, slot, week, roomId, joint, until }) => ({
    ...{ courseId, weekday, slot, week, roomId, joint, until },
  }));
  await act.em.execute(
    `with laid as (insert into timetable_entry (course_id, weekday, slot, week, room_id, joint, since, until)
       select "courseId", weekday, slot, week, "roomId", joint, :since, until from jsonb_to_recordset(:rows::jsonb)
         as x("courseId" int, weekday int, slot int, week text, "roomId" int, joint boolean, until date) returning id)
     insert into timetable_change_line (change_id, entry_id, added) select :changeId, id, true from laid order by id`,
    { changeId, since, rows: JSON.stringify(rows) },
  );
  return changeId;
}
