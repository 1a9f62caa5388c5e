import { prepared } from '#db/prepared.ts';
import type { HouseAct } from '../act.ts';
import { genesis, hashOf, type Line, type State } from './chain.ts';

/** Something of the journal, or of the school around it, that became different. */
export interface Changed {
  /** What it is: mark, absence, topic, homework, final … */
  deed: string;
  /** Which one: «mark:12:34:1»; see subjects.ts. */
  subject: string;
  course: number | null;
  student?: number | null;
  before: State;
  after: State;
}

/**
 * Chains the changes to the end of the history, in the act's own transaction: nobody else appends until it is over.
 * Three statements, however many changes. Without `by` the program itself speaks.
 */
export async function appendLines(act: HouseAct, changes: readonly (Changed & { by?: number })[]): Promise<void> {
  let { id, hash } = await endOfChain(act);
  const rows = changes.map(({ student = null, by, ...change }) => {
    const line: Line = { ...change, student, id: ++id, at: act.at, by: by ?? null };
    const previousHash = hash;
    hash = hashOf(previousHash, line);
    return { ...line, previousHash, hash };
  });
  await prepared(
    act.em,
    `insert into change (id, at, by_id, deed, subject, course_id, student_id, before, after, previous_hash, hash)
     select id, at, by, deed, subject, course, student, nullif(before, 'null'), nullif(after, 'null'), "previousHash", hash
     from jsonb_to_recordset(:rows::jsonb) as x(id int, at timestamptz, by int, deed text, subject text, course int,
       student int, before jsonb, after jsonb, "previousHash" text, hash text)`,
    { rows: JSON.stringify(rows) },
  );
}

/** The last line, held until the act is over. */
async function endOfChain(act: HouseAct): Promise<{ id: number; hash: string }> {
  // Two statements, for each sees what was there when it began: the line is read after the wait.
  await prepared(act.em, `select pg_advisory_xact_lock(hashtext('journal history'))`);
  const [last] = await prepared<{ id: number; hash: string }>(
    act.em,
    'select id, hash from change order by id desc limit 1',
  );
  return last ?? { id: 0, hash: genesis };
}
