import { Section } from '#db/forum/section.ts';
import type { Act } from '#school/act.ts';
import { invalid, Refusal } from '#school/refusal.ts';
import { mayKeep } from './keeping-section.ts';

/** Puts the sections of the forum into this order; all that are open must be named. Refusals: not-found, not-allowed; invalid under keys. */
export async function orderSections(act: Act, keys: readonly string[]): Promise<void> {
  mayKeep(act);
  const open = await openSections(act);
  const named = new Set(keys);
  if (named.size !== keys.length || open.length !== keys.length || !open.every(({ key }) => named.has(key)))
    invalid('section/order', 'keys');
  for (const section of open) section.position = keys.indexOf(section.key) + 1;
}

/** Moves a section one place up or down; the outermost stays. Refusals: not-found, not-allowed. */
export async function moveSection(act: Act, key: string, to: 'up' | 'down'): Promise<void> {
  mayKeep(act);
  const keys = (await openSections(act)).map(one => one.key);
  const at = keys.indexOf(key);
  if (at < 0) throw new Refusal('not-found', 'not-found');
  const other = to === 'up' ? at - 1 : at + 1;
  if (other < 0 || other >= keys.length) return;
  [keys[at], keys[other]] = [keys[other]!, keys[at]!];
  await orderSections(act, keys);
}

async function openSections(act: Act): Promise<Section[]> {
  await act.em.execute('lock table section in share row exclusive mode');
  return act.em.find(Section, { archivedAt: null }, { orderBy: { position: 'asc', id: 'asc' } });
}
