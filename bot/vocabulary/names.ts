import cases from '#templates/bot/vocabulary/family-cases.json' with { type: 'json' };
import kin from '#templates/bot/vocabulary/kin.json' with { type: 'json' };
import names from '#templates/bot/vocabulary/names.json' with { type: 'json' };
import { type Entry, entry } from './lexicon.ts';
import { ofAge } from './of-age.ts';
import { small } from './words.ts';

/** A child as families call it. */
export interface Named {
  id: number;
  givenName: string;
  familyName: string;
  sex: 'female' | 'male';
  /** «5Б»; nothing when the child is in no class. */
  className?: string | null;
}

export type NameSense =
  /** `genitive` when the form is a brother's name too: «Петрова» is Мария, «у Петрова» is Иван. */
  { kind: 'child'; ids: number[]; genitive?: number[] } | { kind: 'stranger' };

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
    for (const form of familyForms(child)) call(form, child);
  }
  for (const [word, whose] of ofAge(children)) for (const child of whose) call(word, child);
  const genitives = genitivesOf(children);
  return [...called].map(([form, ids]) => {
    const genitive = genitives.get(form);
    return entry(form, { kind: 'child', ids, ...(genitive && genitive.length < ids.length ? { genitive } : {}) });
  });
}

/** «Петровой» is nobody's brother. */
function familyForms({ familyName, sex }: Named): string[] {
  const whole = small(familyName);
  const plain = sex === 'male' && stemOf(whole) === whole;
  const feminine = plain ? cases.feminineOnly.map(ending => whole + ending) : [];
  return formsOf(familyName).filter(form => !feminine.includes(form));
}

/** Whose name a form is when it is a man's in the genitive. */
function genitivesOf(children: readonly Named[]): Map<string, number[]> {
  const men = children.filter(({ sex }) => sex === 'male');
  const byForm = Map.groupBy(men, ({ familyName }) => small(familyName) + cases.masculineGenitive);
  return new Map([...byForm].map(([form, whose]) => [form, whose.map(({ id }) => id)]));
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
