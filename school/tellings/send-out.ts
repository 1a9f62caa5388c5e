import type { HouseAct } from '../act.ts';
import type { Day } from '../calendar.ts';
import { schoolDaysFrom } from '../school-days.ts';
import { askForConsents } from '../ways/chat-state.ts';
import { refuseBarred } from '../ways/end-way.ts';
import { handOut } from '../ways/hand-out.ts';
import { loadDigest, loadDue, type WaitingNotice } from './due-notices.ts';
import { eveningDayOf, type Place, placeOf, waitsForEvening } from './place-of.ts';

/**
 * Finds every due notice its place: out at once, into the evening digest, kept back, or waiting for the end of quiet hours,
 * as its reader wishes. Notices of `gathering` kinds wait for a lull, so that marks given one by one are told together, but
 * never longer than a minute. Gives how many messages' worth of notices went out; a digest counts as one.
 */
export async function sendOut(act: HouseAct, gathering: readonly string[] = []): Promise<number> {
  // Two couriers at once would hand a chat the later notice first.
  const [turn] = await act.em.execute<{ mine: boolean }[]>(
    `select pg_try_advisory_xact_lock(hashtext('courier')) as mine`,
  );
  if (!turn!.mine) return 0;
  await refuseBarred(act);
  await askForConsents(act);
  const atOnce = await settle(act, await loadDue(act, gathering));
  const parts = await settle(act, await loadDigest(act), 'digest');
  const going = [...atOnce, ...(await makeDigests(act, parts))];
  await handOut(act, going);
  return going.length;
}

/** Puts each notice into its place; gives the ids of those whose place is the one asked for. */
async function settle(
  act: HouseAct,
  notices: readonly WaitingNotice[],
  going: 'at-once' | 'digest' = 'at-once',
): Promise<number[]> {
  const placed = await placesOf(act, notices);
  const groups = Map.groupBy(placed, ({ place }) => JSON.stringify(place));
  for (const group of groups.values()) {
    await put(
      act,
      group.map(({ id }) => id),
      group[0]!.place,
    );
  }
  return groups.get(JSON.stringify(going))?.map(({ id }) => id) ?? [];
}

async function placesOf(
  act: HouseAct,
  notices: readonly WaitingNotice[],
): Promise<{ id: number; place: Place | 'ended' }[]> {
  const days = notices
    .filter(notice => notice.waitsFor !== 'digest' && waitsForEvening(notice, notice.wish))
    .map(notice => eveningDayOf(notice, notice.wish, act.timeZone));
  const schoolDays = days.length > 0 ? await schoolDaysFrom(act, days) : new Map<Day, Day>();
  // Beyond the calendar's end every day has its evening.
  const ground = { at: act.at, timeZone: act.timeZone, schoolDayFrom: (day: Day) => schoolDays.get(day) ?? day };
  return notices.map(({ id, theirs, wish, ...notice }) => ({
    id,
    place: theirs ? placeOf(notice, wish, ground) : 'ended',
  }));
}

async function put(act: HouseAct, ids: readonly number[], place: Place | 'ended'): Promise<void> {
  const list = `{${ids.join(',')}}`;
  if (typeof place === 'object') {
    await act.em.execute('update notice set due_at = ?, waits_for = ? where id = any(?)', [
      place.until,
      place.for,
      list,
    ]);
  } else if (place === 'digest') {
    // Its evening has come: the digest of this very round takes it.
    await act.em.execute(`update notice set waits_for = 'digest' where id = any(?)`, [list]);
  } else {
    await act.em.execute('update notice set sent_out_at = ?, outcome = ? where id = any(?)', [act.at, place, list]);
  }
}

/** One digest for each reader of the parts, a notice itself; gives the ids of the digests. */
async function makeDigests(act: HouseAct, partIds: readonly number[]): Promise<number[]> {
  if (partIds.length === 0) return [];
  const digests = await act.em.execute<{ id: number }[]>(
    `with part as (select id, reader_id from notice where id = any(:parts)),
     made as (
       insert into notice (reader_id, kind, subject, facts, at, due_at, sent_out_at, outcome)
       select distinct reader_id, 'digest', 'digest:' || :today, '{}'::jsonb, :at::timestamptz, :at::timestamptz, :at::timestamptz, 'at-once'
       from part order by reader_id
       returning id, reader_id)
     select id, reader_id from made`,
    { parts: `{${partIds.join(',')}}`, today: act.today, at: act.at },
  );
  const ids = digests.map(({ id }) => id);
  await act.em.execute(
    `update notice n set digest_id = d.id, outcome = 'digest', sent_out_at = :at::timestamptz
     from notice d where d.id = any(:digests) and n.id = any(:parts) and d.reader_id = n.reader_id`,
    { at: act.at, digests: `{${ids.join(',')}}`, parts: `{${partIds.join(',')}}` },
  );
  return ids;
}
