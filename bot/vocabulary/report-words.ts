import letters from '#templates/bot/vocabulary/class-letters.json' with { type: 'json' };
import data from '#templates/bot/vocabulary/reports.json' with { type: 'json' };
import { entry, lexiconOf } from './lexicon.ts';
import { readWith } from './read-words.ts';
import type { Word } from './words.ts';

export type ReportWord = keyof typeof data.words;
/** A report by its name; `reports` is the list of them, `packages` and `class-journal` are made on the site. */
export type ReportMeant = keyof typeof data.meanings;

const lexicon = lexiconOf(
  (Object.entries(data.words) as [ReportWord, string[]][]).flatMap(([word, patterns]) =>
    patterns.map(pattern => entry(pattern, word, { typos: word !== 'polite' && word !== 'stop', joins: true })),
  ),
);

/** The words of a message that speak of reports, and which of it they are. A word that means something else is no slip for one of them. */
export function reportWordsOf(
  words: readonly Word[],
  meansElse: (at: number) => boolean,
): { said: Set<ReportWord>; known: boolean[] } {
  let at = 0;
  const found = readWith(words, [lexicon]).map(place => {
    const isOther = place.slips > 0 && meansElse(at);
    at += place.words.length;
    return isOther ? { ...place, senses: [] } : place;
  });
  return {
    said: new Set(found.flatMap(({ senses }) => senses)),
    known: found.flatMap(({ words: at, senses }) => at.map(() => senses.length > 0)),
  };
}

/** The reports whose words weigh most; none when a report is not what is spoken of. */
export function reportsMeant(facts: ReadonlySet<string>): { names: ReportMeant[]; strength: number } {
  let [names, strength]: [ReportMeant[], number] = [[], 0];
  for (const [name, byStrength] of Object.entries(data.meanings) as [ReportMeant, Record<string, string[]>][]) {
    for (const [weight, together] of Object.entries(byStrength)) {
      if (Number(weight) < strength || !together.some(one => one.split(' ').every(fact => facts.has(fact)))) continue;
      names = Number(weight) > strength ? [name] : [...new Set([...names, name])];
      strength = Number(weight);
    }
  }
  return { names, strength };
}

/** The report of a form's number, as domain people count them. */
export function reportOfForm(number: number): ReportMeant | undefined {
  return (data.forms as Record<string, string>)[number] as ReportMeant | undefined;
}

/** A letter of a class said apart from its number: «5 Б», «пятого б»; not a preposition. */
export function isClassLetter({ text, capital }: Word): boolean {
  if (text.length !== 1 || !(letters as unknown as string).includes(text)) return false;
  return capital || !prepositions.includes(text);
}

/** «форма», «формы»: a number beside it is the form's. */
export const { formStem } = data;

const prepositions: readonly string[] = data.prepositions;
