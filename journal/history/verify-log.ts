import type { HouseAct } from '#school/act.ts';
import { genesis, hashOf, type Line } from '#school/history/chain.ts';
import { firstStrayEntry, type StrayEntry } from './compare-journal.ts';

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
  for (;;) {
    const page = await act.em.execute<LineRow[]>(pageQuery, { after: last, pageSize });
    for (const { ms, previousHash, hash: written, ...row } of page) {
      if (row.id !== last + 1) return { whole: false, fault: { found: 'gap', line: last + 1 } };
      const line = { ...row, at: new Date(ms) };
      if (previousHash !== hash || written !== hashOf(hash, line)) {
        return { whole: false, fault: { found: 'hash', line: row.id } };
      }
      [last, hash] = [row.id, written];
    }
    if (page.length < pageSize) break;
  }
  const stray = await firstStrayEntry(act);
  return stray ? { whole: false, fault: { found: 'stray', ...stray } } : { whole: true, lines: last, hash };
}

type LineRow = Omit<Line, 'at'> & { ms: number; previousHash: string; hash: string };

const pageQuery = `
  select id, (extract(epoch from at) * 1000)::float8 as ms, by_id as by, deed, subject, course_id as course,
    student_id as student, before, after, previous_hash as "previousHash", hash
  from change where id > :after order by id limit :pageSize`;
