import { type Day, parseDay } from '#school/calendar.ts';
import { invalid } from '#school/refusal.ts';
import { tidyLine } from '#school/typed-text.ts';
import { longestTopic } from '../entry-rules.ts';
import { findColumns, isTotals, type PlanColumn, type PlanColumns, sectionOf } from './plan-columns.ts';
import { readDate, readHours } from './plan-values.ts';

/** A line of a plan as it was sent, with its row in the file. */
export interface ReadTopic {
  row: number;
  section: string | null;
  title: string;
  hours: number;
  plannedOn: Day | null;
}

/** What could not be read as it stands; a line that is `taken` all the same goes in without it. */
export interface PlanRemark {
  row: number;
  reason: 'no-title' | 'title-long' | 'hours' | 'date' | 'date-outside';
  text: string;
  taken: boolean;
}

export interface ReadPlan {
  topics: ReadTopic[];
  remarks: PlanRemark[];
}

/** The days of the school year that the plan is for. */
export interface PlanYear {
  firstDay: Day;
  lastDay: Day;
}

export const mostTopics = 500;

/**
 * Reads a plan from the rows of a spreadsheet: headings in any order, titles above them, sections in a column or on rows
 * of their own, totals left out. Refusals under `file`: no heading of topics, no topics, more than 500.
 */
export function readPlan(rows: readonly (readonly string[])[], year: PlanYear): ReadPlan {
  const columns = findColumns(rows);
  if (!columns) invalid('plan/no-header', 'file');
  const reading: Reading = { columns, year, section: null, topics: [], remarks: [] };
  for (const [index, row] of rows.entries()) if (index > columns.header) readRow(reading, row, index + 1);
  const { topics, remarks } = reading;
  if (topics.length === 0) invalid('plan/no-topics', 'file');
  if (topics.length > mostTopics) invalid('plan/too-many', 'file', { most: mostTopics });
  return { topics, remarks };
}

interface Reading extends ReadPlan {
  columns: PlanColumns;
  year: PlanYear;
  section: string | null;
}

function readRow(reading: Reading, row: readonly string[], number: number): void {
  const { columns } = reading;
  if (row.every(cell => cell === '') || isTotals(row) || columns.repeats(row)) return;
  const section = sectionOf(row, columns);
  if (section !== undefined) {
    reading.section = tidyLine(section);
    return;
  }
  const cell = (name: PlanColumn) => tidyLine(row[columns.at[name] ?? -1] ?? '');
  // Under a heading of two rows stands its second row; elsewhere a line without a topic is a line lost.
  if (cell('title') === '' && number === columns.header + 2) return;
  const problem = problemOf(cell);
  if (problem) {
    reading.remarks.push({ row: number, ...problem, text: problem.text ?? row.join(' ').trim(), taken: false });
    return;
  }
  // A merged cell of the section column has its text in the first row only.
  reading.section = cell('section') || reading.section;
  const date = readDate(cell('date'), reading.year);
  if (date.problem) reading.remarks.push({ row: number, reason: date.problem, text: cell('date'), taken: true });
  const hours = readHours(cell('hours'), cell('number'))!;
  reading.topics.push({ row: number, section: reading.section, title: cell('title'), hours, plannedOn: date.day });
}

/** Why the line can't be taken at all. */
function problemOf(cell: (name: PlanColumn) => string): { reason: PlanRemark['reason']; text?: string } | undefined {
  const title = cell('title');
  if (title === '') return { reason: 'no-title' };
  if (title.length > longestTopic) return { reason: 'title-long', text: title };
  if (readHours(cell('hours'), cell('number')) === undefined) return { reason: 'hours', text: cell('hours') };
  return undefined;
}

/** A topic that came back from a preview: what a spreadsheet could hold, nothing else. */
export function isTopic(value: unknown, year: PlanYear): value is ReadTopic {
  const { row, section, title, hours, plannedOn } = (value ?? {}) as Record<string, unknown>;
  const isLine = (text: unknown) => typeof text === 'string' && text !== '' && tidyLine(text) === text;
  return (
    Number.isSafeInteger(row) &&
    (section === null || isLine(section)) &&
    isLine(title) &&
    (title as string).length <= longestTopic &&
    readHours(String(hours), '') === hours &&
    (plannedOn === null || (typeof plannedOn === 'string' && isWithin(plannedOn, year)))
  );
}

function isWithin(text: string, { firstDay, lastDay }: PlanYear): boolean {
  const day = parseDay(text);
  return day !== undefined && day >= firstDay && day <= lastDay;
}
