import type { HouseAct } from './act.ts';

/** A slot of the day with its local times, «08:30». */
export interface BellView {
  slot: number;
  startsAt: string;
  endsAt: string;
}

/** When lessons begin and end, in order. For everybody. */
export function bells(act: HouseAct): Promise<BellView[]> {
  return act.em.execute<BellView[]>(
    'select slot, starts_at as "startsAt", ends_at as "endsAt" from bell order by slot',
  );
}
