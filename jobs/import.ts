import type { House } from '#school/house.ts';
import { runImport } from '#school/imports/imports.ts';
import type { Work } from './queue.ts';

/** Brings in a large spreadsheet that was confirmed; done twice, by a queue that was cut off, it is done once. */
export function importWork(house: House): Work {
  return ({ runId, by }) => runImport(house, { runId: Number(runId), by: Number(by) });
}
