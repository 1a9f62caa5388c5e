import kin from '#templates/bot/vocabulary/kin.json' with { type: 'json' };
import names from '#templates/bot/vocabulary/names.json' with { type: 'json' };
import { type Entry, entry } from './lexicon.ts';
import { small } from './words.ts';

/** A child as families call it. */
export interface Named {
  id: number;
  givenName: string;
  familyName: string;
  sex: 'female' | 'male';
}

export type NameSense = { kind: 'child'; ids: number[] } | { kind: 'stranger' };

/** Every form of the children's names, short ones and «сын» and «дочь» included. */
export function childEntries(children: readonly Named[]): Entry<NameSense>[] {
  const called = new Map<string, number[]>();
  const call = (form: string, child: Named) => {
    const ids = called.get(form) ?? [];
    if (!ids.includes(child.id)) called.set(form, [...ids, child.id]);
  };
  for (const child of children) {
    for (const name of [child.givenName, ...shortNames(child.givenName)]) {
      // «Маш», «Вань»: so one calls one's own.
      for (const form of [...formsOf(name), stemOf(small(name))]) call(form, child);
    }
    for (const word of kin[child.sex]) call(word, child);
    for (const form of formsOf(child.familyName)) call(form, child);
  }
  return [...called].map(([form, ids]) => entry(form, { kind: 'child', ids }));
}

/** Whether the word is anybody's name, or «сын» and «дочь»: asked when it is nobody's among the children. */
export function isSomebodysName(word: string): boolean {
  return (
    knownForms.has(word) ||
    kinForms.some(form => (form.endsWith('*') ? word.startsWith(form.slice(0, -1)) : word === form))
  );
}

export function shortNames(givenName: string): string[] {
  return (names.short as Record<string, string[]>)[givenName] ?? [];
}

/** A name in its cases and as a possessive; a small table of endings serves them all. */
export function formsOf(name: string): string[] {
  const whole = small(name);
  const irregular = (names.irregular as Record<string, string[]>)[whole];
  if (irregular) return [whole, ...irregular];
  const stem = stemOf(whole);
  return [whole, ...names.endings.map(ending => stem + ending)];
}

/** The last letter of a name changes, unless it is a consonant: then the ending is added. */
function stemOf(whole: string): string {
  return names.changing.includes(whole.at(-1)!) ? whole.slice(0, -1) : whole;
}

const knownForms = new Set(
  Object.entries(names.short)
    .flatMap(([name, short]) => [name, ...short])
    .flatMap(formsOf),
);
const kinForms = [...kin.female, ...kin.male];
