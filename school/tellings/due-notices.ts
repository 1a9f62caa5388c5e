import type { HouseAct } from '../act.ts';
import type { DueNotice, Wish } from './place-of.ts';
import { isStillTheirs } from './still-theirs.ts';
import { type ChosenWish, wishColumns, wishOf, wishTables } from './wish.ts';

/** A due notice with its reader's wish; `theirs` is false when it may not be told to that reader any more. */
export interface WaitingNotice extends DueNotice {
  id: number;
  wish: Wish;
  theirs: boolean;
}

/** So long notices that gather wait for each other at most. */
const gatheringMs = 60_000;

/** So many a round, ten times what Telegram takes meanwhile: handing out more in one go would hold up who asks something. */
const mostAtOnce = 300;

/** Notices that are due, digests' parts excepted; so many that one act does not last. */
export async function loadDue(act: HouseAct, gathering: readonly string[]): Promise<WaitingNotice[]> {
  const rows = await act.em.execute<Row[]>(dueQuery, {
    ...{ now: act.at, today: act.today, gathering: `{${gathering.join(',')}}` },
    soon: new Date(act.at.getTime() + gatheringMs),
    aMinuteAgo: new Date(act.at.getTime() - gatheringMs),
  });
  return rows.map(viewOf);
}

/** All parts of the digests that are due; whole digests always, of so many readers that one act does not last. */
export async function loadDigest(act: HouseAct): Promise<WaitingNotice[]> {
  const rows = await act.em.execute<Row[]>(digestQuery, { now: act.at, today: act.today });
  return rows.map(viewOf);
}

type Row = Omit<DueNotice, 'dueAt' | 'staleAt'> &
  ChosenWish & { id: number; theirs: boolean; dueAt: string; staleAt: string | null };

function viewOf({ id, kind, calm, waitsFor, theirs, ...row }: Row): WaitingNotice {
  return {
    ...{ id, kind, calm, waitsFor, theirs },
    dueAt: new Date(row.dueAt),
    staleAt: row.staleAt === null ? null : new Date(row.staleAt),
    wish: wishOf(kind, row),
  };
}

const columns = `n.id, n.kind, n.due_at as "dueAt", n.calm, n.stale_at as "staleAt", n.waits_for as "waitsFor", ${wishColumns},
  p.deactivated_at is null and ${isStillTheirs('n')} as theirs
  from notice n join person p on p.id = n.reader_id ${wishTables}`;

const dueQuery = `
  with near as (
    select id, due_at, kind = any(:gathering) and waits_for is null as gathers,
      max(due_at) over (partition by reader_id, kind, waits_for) as last_due,
      min(due_at) over (partition by reader_id, kind, waits_for) as first_due,
      min(at) over (partition by reader_id, kind, waits_for) as first_at
    from notice where sent_out_at is null and waits_for is distinct from 'digest' and due_at <= :soon),
  due as (
    select id from near
    where case when gathers then first_due <= :now and (last_due <= :now or first_at <= :aMinuteAgo) else due_at <= :now end
    order by id limit ${mostAtOnce})
  select ${columns} where n.id in (select id from due) order by n.id for update of n`;

const digestQuery = `
  with reader as (
    select distinct reader_id from notice
    where sent_out_at is null and waits_for = 'digest' and due_at <= :now limit 200)
  select ${columns}
  where n.reader_id in (select reader_id from reader) and n.sent_out_at is null and n.waits_for = 'digest'
    and n.due_at <= :now
  order by n.id for update of n`;
