import { createHash } from 'node:crypto';

/** What a line of the history says, as the hash covers it. */
export interface Line {
  id: number;
  at: Date;
  /** Id of the person; nobody where the program itself speaks. */
  by: number | null;
  deed: string;
  subject: string;
  course: number | null;
  student: number | null;
  before: State;
  after: State;
}

/** A value of the journal as the history keeps it; null where there is none. */
export type State = Record<string, unknown> | null;

/** What the first line stands on. */
export const genesis = '0'.repeat(64);

/** SHA-256 over the hash of the line before and the line in its canonical form, as 64 hexadecimal digits. */
export function hashOf(previousHash: string, line: Line): string {
  return createHash('sha256')
    .update(previousHash)
    .update(canonical({ ...line, at: line.at.toISOString() }))
    .digest('hex');
}

/** JSON that is the same for equal values: keys in the order of their code points, nothing between. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, held]) => held !== undefined);
  const sorted = entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([key, held]) => `${JSON.stringify(key)}:${canonical(held)}`).join(',')}}`;
}
