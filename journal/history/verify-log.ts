import type { HouseAct } from '#school/act.ts';
import { genesis, hashOf } from '#school/history/chain.ts';
import { firstStrayEntry, type StrayEntry } from './compare-journal.ts';
import { readLines } from './read-lines.ts';

/** What became of the history: whole, with its length and end; or the first thing that is not as it was written. */
export type Verdict = { whole: true; lines: number; hash: string } | { whole: false; fault: Fault };

export type Fault =
  /** A line missing from its place, or one whose hash is not its own. */
  { found: 'gap' | 'hash'; line: number } | ({ found: 'stray' } & StrayEntry);

/**
 * Walks the history from its first line, then holds the journal against it: what stands there must be what the history
 * says last. Reads in pages and keeps none; writers go on meanwhile.
 */
export async function verifyLog(act: HouseAct, { pageSize = 1000 } = {}): Promise<Verdict> {
  let [last, hash] = [0, genesis];
  for await (const { previousHash, hash: written, ...line } of readLines(act, { pageSize })) {
    if (line.id !== last + 1) return { whole: false, fault: { found: 'gap', line: last + 1 } };
    if (previousHash !== hash || written !== hashOf(hash, line)) {
      return { whole: false, fault: { found: 'hash', line: line.id } };
    }
    [last, hash] = [line.id, written];
  }
  const stray = await firstStrayEntry(act);
  return stray ? { whole: false, fault: { found: 'stray', ...stray } } : { whole: true, lines: last, hash };
}
