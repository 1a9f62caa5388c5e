import type { House } from '#school/house.ts';
import { refuseImport, runImport } from '#school/imports/imports.ts';
import { Refusal } from '#school/refusal.ts';
import type { Work } from './queue.ts';

/** Brings in a large spreadsheet that was confirmed; done twice, by a queue that was cut off, it is done once. */
export function importWork(house: House): Work {
  return async ({ runId, by }) => {
    try {
      await runImport(house, { runId: Number(runId), by: Number(by) });
    } catch (error) {
      // An expected no is the answer, and the page that waits says it; anything else is tried again.
      if (!(error instanceof Refusal)) throw error;
      await house.asHouse(act => refuseImport(act, Number(runId), error.reason));
    }
  };
}
