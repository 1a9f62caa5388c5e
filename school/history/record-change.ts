import type { EntityManager } from '@mikro-orm/postgresql';
import type { HouseAct } from '../act.ts';
import { appendLines, type Changed } from './append-lines.ts';
import { canonical } from './chain.ts';

/** An act in somebody's name: their own, or the clock's, which does what they have ordered. */
export type NamedAct = HouseAct & { by: { id: number } };

/**
 * Writes a change of the journal into its history with this act; what is the same before and after leaves no line.
 * All changes of an act are chained at its end, in two queries however many they are: acts wait there for each other,
 * so that the chain never forks, and for no longer than that.
 */
export function recordChange(act: NamedAct, change: Changed): void {
  if (canonical(change.before) === canonical(change.after)) return;
  const by = act.by.id;
  const gathered = changesOf.get(act.em);
  if (gathered) {
    gathered.push({ ...change, by });
    return;
  }
  const changes = [{ ...change, by }];
  changesOf.set(act.em, changes);
  act.atEnd(async () => {
    changesOf.delete(act.em);
    await appendLines(act, changes);
  });
}

type NamedChange = Changed & { by: number };

// An act has one EntityManager and an EntityManager one act.
const changesOf = new WeakMap<EntityManager, NamedChange[]>();
