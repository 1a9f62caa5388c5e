import type { ClassName } from '../import-people/read-values.ts';
import { readClass } from '../import-people/read-values.ts';
import { findHeadings, type Headings, plainText } from '../imports/headings.ts';
import { orRefusal } from '../imports/or-refusal.ts';
import { invalid, Refusal } from '../refusal.ts';
import { tidyLine } from '../typed-text.ts';
import words from './load-words.json' with { type: 'json' };

/** One line of the teaching load. */
export interface ReadCourse {
  row: number;
  schoolClass: ClassName;
  subject: string;
  teacher: string;
  hours: number;
  subgroup: number | null;
  /** The subgroup is the girls or the boys of the class. */
  bySex: boolean;
}

export interface LoadSheet {
  courses: ReadCourse[];
  unread: { row: number; text: string; refusal: Refusal }[];
  ignored: string[];
}

type Column = keyof typeof words.headings;

const needed: readonly Column[] = ['class', 'subject', 'teacher', 'hours'];

/**
 * Reads the teaching load: class, subject, teacher, hours a week, subgroup, in any order. In a class written once for
 * several lines (merged cells) the lines below belong to it. Refusals under `file`: no such headings, nothing under them.
 */
export function readLoad(rows: readonly (readonly string[])[]): LoadSheet {
  const headings = headingsOf(rows);
  if (!headings) invalid('bring-in/no-load-headings', 'file');
  const used = new Set(Object.values(headings.at));
  const ignored = headings.texts.filter((text, at) => !used.has(at) && /\p{L}{2}/u.test(text));
  const sheet: LoadSheet = { courses: [], unread: [], ignored };
  let above = '';
  for (const [index, cells] of rows.entries()) {
    if (index <= headings.row || isIdle(cells, headings)) continue;
    const cell = (column: Column) => tidyLine(cells[headings.at[column] ?? -1] ?? '');
    above = cell('class') || above;
    const read = orRefusal(() => readCourse(index + 1, column => (column === 'class' ? above : cell(column))));
    const text = cells.filter(written => written !== '').join(' · ');
    if (read instanceof Refusal) sheet.unread.push({ row: index + 1, text: text.slice(0, 120), refusal: read });
    else sheet.courses.push(read);
  }
  if (sheet.courses.length + sheet.unread.length === 0) invalid('bring-in/no-load', 'file');
  return sheet;
}

/** The headings are those of a teaching load. */
export function isLoad(rows: readonly (readonly string[])[]): boolean {
  return headingsOf(rows) !== undefined;
}

function headingsOf(rows: readonly (readonly string[])[]): Headings<Column> | undefined {
  const isEnough = (at: Partial<Record<Column, number>>) => needed.every(column => at[column] !== undefined);
  return findHeadings<Column>(rows, { patterns: words.headings, isEnough, lowerAlone: true });
}

const totals = new RegExp(words.totals, 'i');

function isIdle(cells: readonly string[], { repeats }: Headings<Column>): boolean {
  return cells.every(cell => cell === '') || repeats(cells) || totals.test(cells.find(cell => cell !== '') ?? '');
}

function readCourse(row: number, cell: (column: Column) => string): ReadCourse {
  const schoolClass = readClass(cell('class')) ?? refuse('bring-in/class', cell('class'));
  const [subject, teacher] = [cell('subject'), cell('teacher')];
  if (subject.length < 2 || subject.length > 100 || !/^\p{L}/u.test(subject)) refuse('bring-in/subject', subject);
  if (teacher === '') refuse('bring-in/no-teacher', subject);
  const hours = Number(cell('hours').replace(',', '.'));
  if (!Number.isInteger(hours) || hours < 1 || hours > 40) refuse('bring-in/hours', cell('hours'));
  const part = plainText(cell('subgroup'));
  return { row, schoolClass, subject, teacher, hours, subgroup: readSubgroup(part), bySex: bySex.test(part) };
}

const bySex = new RegExp(words.bySex);
const whole = new RegExp(words.whole);

function readSubgroup(part: string): number | null {
  if (whole.test(part)) return null;
  const named = Object.entries(words.subgroups).find(([, pattern]) => new RegExp(pattern).test(part));
  const number = named ? Number(named[0]) : Number(/(?<!\d)([1-9])(?!\d)/.exec(part)?.[1]);
  return number > 0 ? number : refuse('bring-in/subgroup', part);
}

function refuse(reason: string, text: string): never {
  throw new Refusal('invalid', reason, { facts: { text } });
}
