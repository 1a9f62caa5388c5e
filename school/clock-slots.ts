import type { HouseAct } from './act.ts';
import type { Day } from './calendar.ts';

/**
 * Plans a job for its slot («2026-11-24»), whoever ticks first: (job, slot) is unique, and the work goes into the queue in the
 * same transaction. Gives whether it was planned now.
 */
export async function planSlot(act: HouseAct, job: string, slot: string): Promise<boolean> {
  const rows = await act.em.execute<{ id: number }[]>(
    `insert into clock_slot (job, slot, planned_at) values (?, ?, ?) on conflict (job, slot) do nothing returning id`,
    [job, slot, act.at],
  );
  if (rows.length === 0) return false;
  await act.later('clock', { job, slotId: rows[0]!.id });
  return true;
}

/** Takes the slot to do its work in this very transaction; false when it has been done already. */
export async function takeSlot(act: HouseAct, slotId: number): Promise<boolean> {
  const rows = await act.em.execute<{ id: number }[]>(
    `update clock_slot set done_at = ? where id = ? and done_at is null returning id`,
    [act.at, slotId],
  );
  return rows.length === 1;
}

/**
 * Puts the slots that were planned and not done into the queue once more: after a restore from a backup the queue is an empty one. A slot
 * is done once however often it is handed out.
 */
export async function replanSlots(act: HouseAct, since: Day): Promise<void> {
  const rows = await act.em.execute<{ id: number; job: string }[]>(
    'select id, job from clock_slot where done_at is null and slot >= ? order by id',
    [since],
  );
  for (const { id, job } of rows) await act.later('clock', { job, slotId: id });
}
