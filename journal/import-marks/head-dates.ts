import { type Day, parseDay } from '#school/calendar.ts';
import words from './import-words.json' with { type: 'json' };

/** The school year whose days a date without a year means. */
export interface YearOfSheet {
  firstDay: Day;
  lastDay: Day;
}

/** What the head of a column says. */
export interface HeadDate {
  day: Day;
  /** «2 урок»: which lesson of the day. */
  slot: number | undefined;
  text: string;
}

type Rows = readonly (readonly string[])[];

/** The dates in a row, by column: written whole, or as days under months of the row above. */
export function headDates(rows: Rows, { row, year }: { row: number; year: YearOfSheet }): Map<number, HeadDate> {
  const found = new Map<number, HeadDate>();
  const months = monthsOver(rows[row - 1], rows[row]!);
  for (const [at, text] of rows[row]!.entries()) {
    const date = wholeDate(text, year) ?? dayUnder(text, months.get(at), year);
    if (date) found.set(at, { ...date, text });
  }
  return found;
}

const separator = '[.\\-]';
const numeric = new RegExp(`(?<![\\d.])(\\d{1,2})${separator}(\\d{1,2})(?:${separator}(\\d{4}|\\d{2}))?(?![\\d])`);
const written = /(?<!\d)(\d{1,2})\s+(\p{L}{3,8})\.?(?:\s+(\d{4}))?/u;

/** «2026-09-01», «01.09.2026», «01.09», «1 сен», with at most a weekday and the lesson's number beside. */
function wholeDate(text: string, year: YearOfSheet): Omit<HeadDate, 'text'> | undefined {
  if (text.length > 30) return undefined;
  const iso = /\d{4}-\d{2}-\d{2}/.exec(text);
  const found = iso ?? numeric.exec(text) ?? written.exec(text);
  const day = iso ? parseDay(iso[0]) : found && dayOf(found, year);
  if (!found || !day) return undefined;
  const rest = text.replace(found[0], ' ');
  const digits = rest.match(/\d+/g) ?? [];
  const isPlain = /^[\s\p{L}\d.,()№-]*$/u.test(rest) && digits.length <= 1 && (digits[0]?.length ?? 0) <= 1;
  return isPlain ? { day, slot: digits[0] ? Number(digits[0]) : undefined } : undefined;
}

function dayOf([, date, month, year]: RegExpExecArray, within: YearOfSheet): Day | undefined {
  const number = /^\d/.test(month!) ? Number(month) : monthNumber(month!);
  if (number === undefined) return undefined;
  return year ? dayIn(year.length === 2 ? `20${year}` : year, number, date!) : dayWithin(within, number, date!);
}

function dayIn(year: string, month: number, date: string): Day | undefined {
  return parseDay(`${year}-${String(month).padStart(2, '0')}-${date.padStart(2, '0')}`);
}

/** The school year begins in one calendar year and ends in the next. */
function dayWithin({ firstDay, lastDay }: YearOfSheet, month: number, date: string): Day | undefined {
  const autumn = dayIn(firstDay.slice(0, 4), month, date);
  return autumn && autumn >= firstDay ? autumn : dayIn(lastDay.slice(0, 4), month, date);
}

function monthNumber(word: string): number | undefined {
  const index = words.months.findIndex(month => word.toLowerCase().startsWith(month));
  return index < 0 ? undefined : index + 1;
}

/** The month over each column: a merged cell has its text in its first column only. */
function monthsOver(above: readonly string[] | undefined, row: readonly string[]): Map<number, number> {
  const months = new Map<number, number>();
  let month: number | undefined;
  for (const at of row.keys()) {
    const text = above?.[at] ?? '';
    if (text !== '') month = /^\p{L}+\.?( \d{4})?$/u.test(text) ? monthNumber(text) : undefined;
    if (month !== undefined) months.set(at, month);
  }
  return months;
}

function dayUnder(text: string, month: number | undefined, year: YearOfSheet): Omit<HeadDate, 'text'> | undefined {
  if (month === undefined || !/^\d{1,2}$/.test(text)) return undefined;
  const day = dayWithin(year, month, text);
  return day && { day, slot: undefined };
}
