import data from '#templates/bot/vocabulary/days.json' with { type: 'json' };
import { type Entry, entry, type Found } from './lexicon.ts';

export type DayWord = keyof typeof data.words;

export type DaySense =
  | { kind: 'when'; word: DayWord }
  | { kind: 'weekday'; number: number }
  | { kind: 'month'; number: number }
  | { kind: 'ordinal'; number: number }
  /** `ending` when digits were written as of a day: «27-го». */
  | { kind: 'number'; number: number; ending?: true }
  | { kind: 'date'; day: number; month: number; year: number | undefined }
  | { kind: 'until' }
  /** «5Б», in small letters. */
  | { kind: 'class-name'; name: string };

const numbered = { weekday: data.weekdays, month: data.months, ordinal: data.ordinals, number: data.numbers } as const;

export const dayEntries: Entry<DaySense>[] = [
  ...(Object.entries(data.words) as [DayWord, string[]][]).flatMap(([word, patterns]) =>
    patterns.map(pattern => entry<DaySense>(pattern, { kind: 'when', word })),
  ),
  ...(Object.keys(numbered) as (keyof typeof numbered)[]).flatMap(kind =>
    Object.entries(numbered[kind]).map(([pattern, number]) => entry<DaySense>(pattern, { kind, number })),
  ),
];

/** What a word of digits says: «24», «24-го», «24.11», «24.11.2026», or the dash between two of them. */
export function digitSense(text: string): DaySense | undefined {
  if (text === '-') return { kind: 'until' };
  if (/^\d{1,2}\p{L}$/u.test(text)) return { kind: 'class-name', name: text };
  if (/^\d{1,2}$/.test(text)) return { kind: 'number', number: Number(text) };
  if (/^\d{1,2}°$/.test(text)) return { kind: 'number', number: Number.parseInt(text, 10), ending: true };
  const date = /^(\d{1,2})\.(\d{1,2})(?:\.(\d{2,4}))?$/.exec(text);
  if (!date) return undefined;
  const year = date[3] && Number(date[3].length === 2 ? `20${date[3]}` : date[3]);
  return { kind: 'date', day: Number(date[1]), month: Number(date[2]), year: year || undefined };
}

/** A place of a message as the days' readers see it. */
export type Place = Found<{ kind: string }>;

/** Whether the word of time stands at the place. */
export function says(found: readonly Place[], at: number, word: DayWord): boolean {
  return (found[at]?.senses as DaySense[] | undefined)?.some(one => one.kind === 'when' && one.word === word) ?? false;
}

type SenseOf<K extends DaySense['kind']> = Extract<DaySense, { kind: K }>;

/** The sense of that kind at the place, if it has one. */
export function senseAt<K extends 'weekday' | 'month' | 'ordinal' | 'number' | 'date' | 'until'>(
  found: readonly Place[],
  at: number,
  kind: K,
): SenseOf<K> | undefined {
  return (found[at]?.senses as DaySense[] | undefined)?.find((one): one is SenseOf<K> => one.kind === kind);
}
