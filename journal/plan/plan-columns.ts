import words from './plan-words.json' with { type: 'json' };

export type PlanColumn = keyof typeof words.headers;

/** Which column of the spreadsheet holds what. */
export interface PlanColumns {
  /** Index of the row of headings. */
  header: number;
  at: Partial<Record<PlanColumn, number>>;
  /** The row is the heading once more, or the row of numbers 1 2 3 under it. */
  repeats(row: readonly string[]): boolean;
}

/** The row with the heading of topics among the first thirty, and the columns it names; nothing without one. */
export function findColumns(rows: readonly (readonly string[])[]): PlanColumns | undefined {
  for (const [header, row] of rows.slice(0, 30).entries()) {
    // A title over the table has the word «тема» as well; a heading has company.
    if (row.filter(cell => cell !== '').length < 2) continue;
    const at = columnsOf(row);
    if (at.title === undefined) continue;
    const heading = row.join('\n');
    return { header, at, repeats: other => other.join('\n') === heading || isNumbering(other) };
  }
  return undefined;
}

/** A row of totals: «Итого», «Общее количество часов по программе». */
export function isTotals(row: readonly string[]): boolean {
  const first = row.find(cell => cell !== '') ?? '';
  return totals.test(first);
}

/** The name of the section that the row alone announces («Раздел 2. Дроби», 12 часов); nothing when it is no such row. */
export function sectionOf(row: readonly string[], { at }: PlanColumns): string | undefined {
  const filled = row.filter(cell => cell !== '');
  const [text] = filled.filter(cell => /\p{L}{2}/u.test(cell));
  if (text === undefined || filled.some(cell => cell !== text && !/^[\d.,]+$/.test(cell))) return undefined;
  const numbered = at.number !== undefined && /^\d/.test(row[at.number] ?? '');
  if (section.test(text) && !numbered) return text;
  const isTopic = text === row[at.title!] || text === row[at.section ?? -1];
  return filled.length === 1 && !isTopic ? text : undefined;
}

function columnsOf(row: readonly string[]): PlanColumns['at'] {
  const at: PlanColumns['at'] = {};
  // Whole headings first: «Наименование раздела» is a section, though it begins like a topic's.
  for (const fits of [isSame, beginsWith, mentions]) {
    for (const [index, cell] of row.entries()) {
      const heading = plain(cell);
      if (heading === '' || fact.test(heading) || Object.values(at).includes(index)) continue;
      const name = names.find(one => at[one] === undefined && words.headers[one].some(word => fits(heading, word)));
      if (name) at[name] = index;
    }
  }
  return at;
}

const names: PlanColumn[] = ['number', 'section', 'title', 'hours', 'date'];
const fact = new RegExp(words.fact);
const totals = new RegExp(words.totals, 'i');
const section = new RegExp(words.section, 'i');

const isSame = (heading: string, word: string) => heading === word;
const beginsWith = (heading: string, word: string) => heading.startsWith(`${word} `) || heading.startsWith(`${word},`);
const mentions = (heading: string, word: string) => word.length > 3 && ` ${heading} `.includes(` ${word} `);

function plain(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll('\u0451', '\u0435')
    .replace(/[().:]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function isNumbering(row: readonly string[]): boolean {
  const filled = row.filter(cell => cell !== '');
  return filled.length > 2 && filled.every((cell, index) => cell === String(index + 1));
}
