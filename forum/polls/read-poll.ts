import type { Act } from '#school/act.ts';
import { addDays, momentOf, parseDay } from '#school/calendar.ts';
import { invalid } from '#school/refusal.ts';
import { tidyLine } from '#school/typed-text.ts';

/** A poll as it was typed; every value still to be checked. */
export interface TypedPoll {
  question: string;
  /** Empty ones are left out. */
  options: readonly string[];
  /** Several may be chosen. */
  several: boolean;
  secret: boolean;
  /** The last moment in the school's local time, «2026-11-27T16:00»; without one it ends when somebody closes it. */
  endsAt?: string | undefined;
}

export interface CheckedPoll {
  question: string;
  options: string[];
  several: boolean;
  secret: boolean;
  endsAt: Date | null;
}

const length = { question: 200, option: 150 };
const most = 12;

/** The poll, checked. Refusals: invalid at question, options, endsAt. */
export function readPoll(act: Act, { question, options, several, secret, endsAt = '' }: TypedPoll): CheckedPoll {
  return {
    question: readQuestion(question),
    options: readOptions(options),
    several,
    secret,
    endsAt: readEnd(act, endsAt),
  };
}

function readQuestion(typed: string): string {
  const line = tidyLine(typed);
  if ([...line].length < 3) invalid('poll/question', 'question');
  if ([...line].length > length.question) invalid('poll/question-long', 'question', { max: length.question });
  return line;
}

function readOptions(typed: readonly string[]): string[] {
  const options = typed.map(tidyLine).filter(line => line !== '');
  if (options.length < 2) invalid('poll/options-few', 'options');
  if (options.length > most) invalid('poll/options-many', 'options', { most });
  if (options.some(option => [...option].length > length.option))
    invalid('poll/option-long', 'options', { max: length.option });
  if (new Set(options.map(option => option.toLowerCase())).size < options.length)
    invalid('poll/options-alike', 'options');
  return options;
}

function readEnd(act: Act, typed: string): Date | null {
  if (typed.trim() === '') return null;
  const [, date = '', time = ''] = /^(\d{4}-\d\d-\d\d)T((?:[01]\d|2[0-3]):[0-5]\d)$/.exec(typed.trim()) ?? [];
  const day = parseDay(date) ?? invalid('poll/ends-at', 'endsAt');
  const moment = momentOf(day, time, act.timeZone);
  if (moment <= act.at || day > addDays(act.today, 366)) invalid('poll/ends-at-unlikely', 'endsAt');
  return moment;
}
