import type { EntityManager } from '@mikro-orm/postgresql';
import type { Act } from '#school/act.ts';
import { appendLines, type Changed } from './append-lines.ts';
import { canonical } from './chain.ts';

/**
 * Writes a change of the journal into its history with this act; what is the same before and after leaves no line.
 * All changes of an act are chained at its end, in two queries however many they are: acts wait there for each other,
 * so that the chain never forks, and for no longer than that.
 */
export function recordChange(act: Act, change: Changed): void {
  if (canonical(change.before) === canonical(change.after)) return;
  const gathered = changesOf.get(act.em);
  if (gathered) {
    gathered.push(change);
    return;
  }
  const changes = [change];
  changesOf.set(act.em, changes);
  act.atEnd(async () => {
    changesOf.delete(act.em);
    await appendLines(act, changes, { by: act.by.id });
  });
}

// An act has one EntityManager and an EntityManager one act.
const changesOf = new WeakMap<EntityManager, Changed[]>();
