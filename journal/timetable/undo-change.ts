import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { permit } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { type Entry, entriesFrom } from '#school/timetable/entries.ts';
import { holdTimetable } from '#school/timetable/write-change.ts';
import { tellTimetable } from '../tellings/tell-timetable.ts';
import { type Relaid, relayLessons } from './relay-lessons.ts';

/**
 * Takes back a change of the timetable before its day: the entries it ended go on, those it added were never valid; the
 * lessons follow, teachers and families are told. Refusals: not-allowed, not-found (or undone already),
 * conflict (its day has come; a later change stands on it).
 */
export async function undoChange(act: Act, changeId: number): Promise<Relaid> {
  permit(act, 'keepTimetable');
  await holdTimetable(act);
  const [change] = await act.em.execute<{ since: Day; stoodOn: boolean }[]>(
    `select c.since::text as since, exists (
       select 1 from timetable_change_line own join timetable_change_line x on x.entry_id = own.entry_id
       join timetable_change later on later.id = x.change_id and later.id > c.id and later.undone_at is null
       where own.change_id = c.id) as "stoodOn"
     from timetable_change c where c.id = :changeId and c.undone_at is null`,
    { changeId },
  );
  if (!change) throw new Refusal('not-found', 'not-found');
  if (change.since <= act.today)
    throw new Refusal('conflict', 'timetable/undo-late', { facts: { since: change.since } });
  if (change.stoodOn) throw new Refusal('conflict', 'timetable/undo-later', { facts: {} });
  const before = await entriesOf(act, change.since, changeId);
  await act.em.execute(
    `update timetable_entry t set until = case when x.added then t.since else x.until_before end
     from timetable_change_line x where x.entry_id = t.id and x.change_id = :changeId`,
    { changeId },
  );
  await act.em.execute('update timetable_change set undone_at = :at, undone_by_id = :by where id = :changeId', {
    ...{ changeId, at: act.at, by: act.by.id },
  });
  const after = await entriesOf(act, change.since, changeId);
  const ended = before.filter(({ since }) => since === change.since);
  const added = after.filter(({ since }) => since < change.since);
  const courseIds = [...new Set([...ended, ...added].map(({ courseId }) => courseId))];
  const relaid = await relayLessons(act, { from: change.since, courseIds });
  await tellTimetable(act, { from: change.since, changeId, ended, added });
  return relaid;
}

/** The entries a change has to do with that are valid from a day on. */
async function entriesOf(act: Act, from: Day, changeId: number): Promise<Entry[]> {
  const lines = await act.em.execute<{ id: number }[]>(
    'select entry_id as id from timetable_change_line where change_id = :changeId',
    { changeId },
  );
  const ids = new Set(lines.map(({ id }) => id));
  return (await entriesFrom(act, from)).filter(({ id }) => ids.has(id));
}
