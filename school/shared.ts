import type { HouseAct } from './act.ts';

/** What acts of one long work have read for all of them, by its name. */
export type Shared = Map<string, Promise<unknown>>;

/**
 * Reads what many acts of one long work need alike, such as a package of reports of every class: once for all of them. An act by itself
 * reads for itself.
 */
export function readOnce<T>({ shared }: Pick<HouseAct, 'shared'>, name: string, read: () => Promise<T>): Promise<T> {
  if (!shared) return read();
  const known = shared.get(name) as Promise<T> | undefined;
  if (known) return known;
  const reading = read();
  shared.set(name, reading);
  // What could not be read is asked for again.
  reading.catch(() => shared.delete(name));
  return reading;
}
