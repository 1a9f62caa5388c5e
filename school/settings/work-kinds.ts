import { WorkKind } from '#db/journal/work-kind.ts';
import type { Act } from '../act.ts';
import { permit, see } from '../permissions.ts';
import { invalid, Refusal } from '../refusal.ts';
import { tidyLine } from '../typed-text.ts';
import { recordSetting } from './record-setting.ts';

export interface WorkKindEntry {
  id?: number;
  name: string;
  weight: number;
  /** A planned control work, with its own limits. */
  control: boolean;
}

const longestName = 60;
const heaviest = 10;

/**
 * Adds a kind of work, or changes one: its weight then holds for all of its marks. Gives its id.
 * Refusals: not-found, not-allowed, invalid (name, weight).
 */
export async function keepWorkKind(act: Act, { id, name, weight, control }: WorkKindEntry): Promise<number> {
  const kinds = await known(act);
  const clean = tidyLine(name);
  if (clean === '' || clean.length > longestName) invalid('settings/line', 'name', { most: longestName });
  if (!(Number.isInteger(weight) && weight >= 1 && weight <= heaviest))
    invalid('settings/number', 'weight', { least: 1, most: heaviest });
  if (kinds.some(one => one.id !== id && one.name.toLowerCase() === clean.toLowerCase()))
    invalid('settings/taken', 'name', { name: clean });
  const after = { title: clean, weight, control };
  const found = id === undefined ? null : (kinds.find(one => one.id === id) ?? notFound());
  const before = found && valuesOf(found);
  const position = Math.max(0, ...kinds.map(one => one.position)) + 1;
  const kind = found ?? act.em.create(WorkKind, { name: clean, weight, control, position });
  Object.assign(kind, { name: clean, weight, control });
  await act.em.flush();
  recordSetting(act, { page: 'rules', thing: 'work-kind', name: before?.title ?? clean, before, after });
  return kind.id;
}

/** Puts a kind of work one place higher in every list. Refusals: not-found, not-allowed. */
export async function raiseWorkKind(act: Act, id: number): Promise<void> {
  const kinds = await known(act);
  const index = kinds.findIndex(one => one.id === id);
  if (index < 0) notFound();
  if (index === 0) return;
  const order = kinds.toSpliced(index - 1, 2, kinds[index]!, kinds[index - 1]!);
  for (const [place, kind] of order.entries()) kind.position = place + 1;
  const { name } = kinds[index]!;
  recordSetting(act, {
    ...{ page: 'rules', thing: 'work-kind', name },
    before: { position: index + 1 },
    after: { position: index },
  });
}

/** Takes away a kind of work that no mark has. Refusals: not-found, not-allowed, conflict. */
export async function dropWorkKind(act: Act, id: number): Promise<void> {
  const kind = (await known(act)).find(one => one.id === id) ?? notFound();
  const [row] = await act.em.execute<{ used: boolean }[]>(
    `select exists (select from mark where work_kind_id = :id) or exists (select from lesson where control_id = :id)
       or exists (select from cell_conflict where work_kind_id = :id) as used`,
    { id },
  );
  if (row!.used) throw new Refusal('conflict', 'settings/work-kind-used', { facts: { name: kind.name } });
  recordSetting(act, { page: 'rules', thing: 'work-kind', name: kind.name, before: valuesOf(kind), after: null });
  act.em.remove(kind);
}

function known(act: Act): Promise<WorkKind[]> {
  see(act, 'readSchoolSettings');
  permit(act, 'keepMarkRules');
  return act.em.find(WorkKind, {}, { orderBy: { position: 'asc', id: 'asc' } });
}

function valuesOf({ name: title, weight, control }: WorkKind) {
  return { title, weight, control };
}

function notFound(): never {
  throw new Refusal('not-found', 'not-found');
}
