import type { TestSchool } from './house.ts';
import { query } from './journal.ts';

/** Whether a deed begun while a rollover is being carried out waits for its end, and is done then. */
export async function waitsForRollover(school: TestSchool, begin: () => Promise<unknown>): Promise<boolean> {
  let waited = false;
  const { doing } = await school.house.asHouse(async act => {
    await act.em.execute(`select pg_advisory_xact_lock(hashtext('rollover'))`);
    const begun = begin().then(() => 'done');
    begun.catch(() => {});
    while (!waited && (await Promise.race([begun, 'not yet'])) === 'not yet') waited = await somebodyWaits(school);
    return { doing: begun };
  });
  await doing;
  return waited;
}

async function somebodyWaits(school: TestSchool): Promise<boolean> {
  const waiting = await query(
    school,
    `select 1 from pg_locks l join pg_database d on d.oid = l.database
     where d.datname = current_database() and l.locktype = 'advisory' and not l.granted`,
  );
  return waiting.length > 0;
}
