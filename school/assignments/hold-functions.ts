import type { HouseAct } from '../act.ts';

/** Others who would change functions wait until the act ends: two directors who relieve each other at once must not both succeed. */
export async function holdFunctions(act: HouseAct): Promise<void> {
  await act.em.execute(`select pg_advisory_xact_lock(hashtext('functions'))`);
}
