import type { Headings } from '../imports/headings.ts';
import words from './people-words.json' with { type: 'json' };
import type { Kinship } from './read-values.ts';

export type ParentField = 'name' | keyof typeof words.parentFields;

/** The columns of one parent: «Мать», «Телефон матери»; of whom «Родитель 2» is, another column or the name tells. */
export interface ParentColumns {
  kind: Kinship | undefined;
  at: Partial<Record<ParentField, number>>;
}

/** Every parent the headings name, whole names only where a column for them stands there. */
export function parentColumns({ plain, at: taken }: Headings<string>): ParentColumns[] {
  const groups = new Map<string, ParentColumns>();
  const others = new Set(Object.values(taken));
  for (const [column, heading] of plain.entries()) {
    const who = others.has(column) ? undefined : parentIn(heading);
    if (!who) continue;
    const key = `${who} ${/\d/.exec(heading)?.[0] ?? ''}`;
    const field = fieldIn(heading, who);
    if (!field) continue;
    const group = groups.get(key) ?? { kind: who === 'parent' ? undefined : who, at: {} };
    groups.set(key, group);
    group.at[field] ??= column;
  }
  const [first] = [...groups.values()].filter(({ kind }) => kind === undefined);
  if (first && taken.kinship !== undefined) first.at.kinship ??= taken.kinship;
  return [...groups.values()].filter(({ at }) => at.name !== undefined || at.family !== undefined);
}

function parentIn(heading: string): keyof typeof words.parents | undefined {
  return (Object.keys(words.parents) as (keyof typeof words.parents)[]).find(who =>
    new RegExp(words.parents[who]).test(heading),
  );
}

function fieldIn(heading: string, who: keyof typeof words.parents): ParentField | undefined {
  // «Фамилия имя отчество матери» is a whole name, «Место работы матери» is nothing of ours.
  const rest = heading
    .replace(new RegExp(words.parents[who]), ' ')
    .replace(new RegExp(words.wholeName, 'g'), '')
    .replace(/[\d ]/g, '');
  if (rest === '') return 'name';
  const fields = Object.keys(words.parentFields) as (keyof typeof words.parentFields)[];
  return fields.find(field => new RegExp(words.parentFields[field]).test(heading));
}
