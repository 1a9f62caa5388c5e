import type { House } from '#school/house.ts';
import { Refusal } from '#school/refusal.ts';
import { refuseRollover, runRollover } from '#school/rollover/rollovers.ts';
import type { Work } from './queue.ts';

/** Carries out a rollover of the year that was confirmed; done twice, by a queue that was cut off, it is done once. */
export function rolloverWork(house: House): Work {
  return async ({ rolloverId, by }) => {
    try {
      await runRollover(house, { rolloverId: Number(rolloverId), by: Number(by) });
    } catch (error) {
      // An expected no is the answer, and the page that waits says it; anything else is tried again.
      if (!(error instanceof Refusal)) throw error;
      await house.asHouse(act => refuseRollover(act, Number(rolloverId), error.reason));
    }
  };
}
