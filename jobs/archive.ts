import type { House } from '#school/house.ts';
import type { ArchiveKind, Archives } from '#school/upkeep/archives.ts';
import { recordFailure, recordMade } from '#school/upkeep/upkeep.ts';
import type { Work } from './queue.ts';

/**
 * Makes an archive and remembers it. A failure is told to the registrar and thrown: the queue tries again. Made twice, by a queue that
 * was cut off, it is two archives, of which the next rotation leaves one.
 */
export function archiveWork(house: House, archives: Archives, kind: ArchiveKind): Work {
  return async ({ by }) => {
    const byId = typeof by === 'number' ? by : null;
    const made = await archives.make(kind).catch(async (error: unknown) => {
      const reason = archives.reasonOf(error);
      if (reason !== 'stopped') await house.asHouse(act => recordFailure(act, kind, { reason, byId }));
      throw error;
    });
    if (made) await house.asHouse(async act => recordMade(act, made, byId));
  };
}
