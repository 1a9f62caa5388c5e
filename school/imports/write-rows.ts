import type { Act } from '../act.ts';

/** Hears how far a long writing is. */
export interface Progress {
  /** Says how much there is to do; what it gives counts rows as they are written. */
  begin(total: number): (rows: number) => Promise<void>;
}

/** For what is done at once. */
export const noProgress: Progress = { begin: () => async () => {} };

const batch = 500;

interface Writing {
  /** Each takes the batch as `:rows`, a JSON array. */
  sql: string | readonly string[];
  tally?: (rows: number) => Promise<void>;
}

/** Writes rows by plain SQL, so many with each statement. */
export async function writeRows(act: Act, rows: readonly object[], { sql, tally }: Writing): Promise<void> {
  for (let from = 0; from < rows.length; from += batch) {
    const some = rows.slice(from, from + batch);
    for (const statement of [sql].flat()) await act.em.execute(statement, { rows: JSON.stringify(some) });
    await tally?.(some.length);
  }
}
