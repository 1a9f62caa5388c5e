import { idOfChoice, isOwn } from '#journal/reports/choices.ts';
import { type FileWords, fileWords } from '#journal/reports/file-words.ts';
import { askReport, type ReportAsked, type TypedParameters } from '#journal/reports/run-report.ts';
import type { Scene } from './scene.ts';

/** What a button of a report carries beside its name: of what, and when; «-» is the usual. */
export interface ReportWords {
  of?: string | undefined;
  /** A term, «quarter-1», or a day. */
  when?: string | undefined;
  /** The last day, after a first one. */
  until?: string | undefined;
}

/** They as the report is asked with. Whatever doesn't fit is refused there. */
export function typedOf({ of, when, until }: ReportWords): TypedParameters {
  const isDay = /^\d{4}-/.test(given(when) ?? '');
  return {
    of: given(of),
    ...(isDay ? { day: when, from: when, to: given(until) ?? when } : { term: given(when) }),
  };
}

/** The words for a button, without what is the usual at the end. */
export function wordsOf({ of, when, until }: ReportWords): string {
  return [of, when, until]
    .map(word => given(word) ?? '-')
    .join(' ')
    .replace(/( ?-)+$/, '');
}

function given(word: string | undefined): string | undefined {
  return word && word !== '-' ? word : undefined;
}

/** A report the person asks for; `open` when it is theirs to say of what. */
export async function reportAsked(scene: Scene, name: string, words: ReportWords): Promise<AskedHere> {
  const asked = await askReport(scene.act, name, typedOf(words));
  const { of } = asked.choices;
  const own = of.filter(choice => isOwn(scene.act, choice));
  return { ...asked, open: given(words.of) === undefined && own.length !== 1 && of.length > 1 };
}

export type AskedHere = ReportAsked & { open: boolean };

/** What a screen says of it: its title, of what and when it is. */
export function aboutReport({ press }: Scene, asked: ReportAsked): FileWords & { title: string; about: string } {
  return { ...fileWords(asked), ...press.reportName(asked.report.name) };
}

/** The words that name the same also tomorrow: the class, journal or teacher by its id. */
export function fixed({ report: { asks }, asked, one }: ReportAsked): Required<ReportWords> {
  const of = one ? String(idOfChoice(one)) : '-';
  if (asks.includes('day')) return { of, when: asked.day, until: '-' };
  if (asks.includes('span')) return { of, when: asked.from, until: asked.to };
  return { of, when: asks.includes('term') ? asked.term.name : '-', until: '-' };
}
