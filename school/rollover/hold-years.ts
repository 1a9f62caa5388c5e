import type { HouseAct } from '../act.ts';

/** Alone with the years: nobody's movement is entered, and no other rollover runs, until the act is over. */
export async function holdYears(act: HouseAct): Promise<void> {
  await act.em.execute(`select pg_advisory_xact_lock(hashtext('rollover'))`);
}

/** Waits for a rollover that is being carried out; others may enter movement at the same time. */
export async function awaitRollover(act: HouseAct): Promise<void> {
  await act.em.execute(`select pg_advisory_xact_lock_shared(hashtext('rollover'))`);
}
