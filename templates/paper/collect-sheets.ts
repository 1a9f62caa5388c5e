import type Handlebars from 'handlebars';
import type { HelperOptions } from 'handlebars';
import type { Plotted } from '../plots/plots.ts';
import { type Given, type GivenCell, wordCell } from './given-cells.ts';
import type { ColumnKind, PaperColumn, PaperRow, PaperSheet, RowLevel, TablePart } from './sheet.ts';

/** What a report's template has said so far. */
export interface CollectedReport {
  sheets: PaperSheet[];
  /** At the foot of every page. */
  stamp?: string;
  name: string;
  about: string;
  /** It leaves the site: what is health is left out. */
  leaves: boolean;
  /** Something was left out of the sheet that is open. */
  withheld?: boolean;
  sheet?: PaperSheet;
  table?: OpenTable;
  list?: string[];
}

interface OpenTable {
  columns: PaperColumn[];
  groups: string[];
  words: Map<string, (facts: object) => string>;
}

/** A row as a report's query gives it: cells by the keys of the columns. */
export interface GivenRow {
  level?: RowLevel;
  cells: Record<string, Given>;
  over?: number;
  joined?: boolean;
  /** Says what is health: left out of what leaves the site. */
  health?: boolean;
  /** Of all numbers of the row, where it differs from that of the columns: a line of shares under a table of counts. */
  kind?: ColumnKind;
}

export function beginReport({ leaves = false } = {}): CollectedReport {
  return { name: '', about: '', sheets: [], leaves };
}

/**
 * The helpers of templates/reports/: a template names title, columns, codes and what stands under the table,
 * and what it says is collected into sheets. docs/adding-a-report.md shows one.
 */
export function reportHelpers(draw?: (name: string, facts: object) => Plotted | null): Handlebars.HelperDeclareSpec {
  return {
    report: (name: string, about: string, options: HelperOptions) => {
      Object.assign(reportOf(options), { name, about });
      return '';
    },
    sheet(this: object, options: HelperOptions) {
      const report = reportOf(options);
      const { landscape, side, ownPages, half, cover, chapter, tab = '' } = options.hash;
      report.sheet = {
        ...{ orientation: landscape ? 'landscape' : 'portrait', title: '', tab, lines: [], incomplete: '', parts: [] },
        ...{ signatures: [], ...(side ? { side } : {}) },
        ...{ ...(ownPages ? { ownPages } : {}), ...(half ? { half } : {}) },
        ...{ ...(cover ? { cover } : {}), ...(chapter ? { chapter } : {}) },
      };
      report.sheets.push(report.sheet);
      options.fn(this);
      report.sheet.tab ||= report.sheet.title;
      if (report.withheld) report.sheet.withheld = true;
      delete report.sheet;
      delete report.withheld;
      return '';
    },
    title(this: object, options: HelperOptions) {
      sheetOf(options).title = spoken(options.fn(this));
      return '';
    },
    line(this: object, options: HelperOptions) {
      const text = spoken(options.fn(this));
      if (text) sheetOf(options).lines.push(text);
      return '';
    },
    incomplete(this: object, options: HelperOptions) {
      sheetOf(options).incomplete = spoken(options.fn(this));
      return '';
    },
    stamp(this: object, options: HelperOptions) {
      reportOf(options).stamp = spoken(options.fn(this));
      return '';
    },
    contents: (options: HelperOptions) => {
      sheetOf(options).parts.push({ kind: 'contents' });
      return '';
    },
    signature: (post: string, name: string | null | undefined, options: HelperOptions) => {
      sheetOf(options).signatures.push({ post, name: name ?? '', seal: options.hash.seal ?? '' });
      return '';
    },
    note(this: object, options: HelperOptions) {
      const text = spoken(options.fn(this));
      if (text) sheetOf(options).parts.push({ kind: 'text', text });
      return '';
    },
    statements(this: object, options: HelperOptions) {
      const items: string[] = [];
      reportOf(options).list = items;
      options.fn(this);
      const { title = '', numbered = false } = options.hash;
      if (items.length > 0) sheetOf(options).parts.push({ kind: 'list', title, numbered, items });
      return '';
    },
    statement(this: object, options: HelperOptions) {
      const text = spoken(options.fn(this));
      if (text) reportOf(options).list!.push(text);
      return '';
    },
    plot: (name: string, facts: object, options: HelperOptions) => {
      const drawn = draw?.(name, facts);
      if (drawn) sheetOf(options).parts.push({ kind: 'plot', ...drawn });
      return '';
    },
    table(this: object, rows: readonly GivenRow[], options: HelperOptions) {
      const report = reportOf(options);
      const table: OpenTable = { columns: [], groups: [], words: new Map() };
      report.table = table;
      options.fn(this);
      sheetOf(options).parts.push(tableOf(table, mayBeTold(report, rows), options.hash.caption ?? ''));
      return '';
    },
    column: (key: string, title: string, options: HelperOptions) => {
      const { kind = 'integer', vertical = false, width, formula, blank = false, stays, health = false } = options.hash;
      if (health && withholds(options)) return '';
      const { columns, groups } = tableIn(options);
      columns.push({
        ...{ key, title, kind, vertical, blank, groups: [...groups] },
        ...(width === undefined ? {} : { width }),
        ...(formula === undefined ? {} : { formula }),
        ...(stays ? { stays } : {}),
      });
      return '';
    },
    group(this: object, title: string, options: HelperOptions) {
      const { groups } = tableIn(options);
      groups.push(title);
      options.fn(this);
      groups.pop();
      return '';
    },
    word: (code: string, options: HelperOptions) => {
      tableIn(options).words.set(code, facts => spoken(options.fn(facts)));
      return '';
    },
    /** What is said on the site alone, as the reasons of absence are: they are health. */
    health(this: object, options: HelperOptions) {
      return withholds(options) ? '' : options.fn(this);
    },
    /** «С. В. Соколова» of «Соколова С. В.»: how one signs. */
    signed: (shortName: string | null | undefined) => (shortName ?? '').replace(/^(\S+)\s+(.+)$/, '$2\u00a0$1'),
  };
}

/** Whether the report leaves the site, so that something is left out of its sheet. */
function withholds(options: HelperOptions): boolean {
  const report = reportOf(options);
  if (report.leaves) report.withheld = true;
  return report.leaves;
}

/** Of rows that leave the site those that say nothing of health, each cell as it may be told. */
function mayBeTold(report: CollectedReport, rows: readonly GivenRow[]): readonly GivenRow[] {
  if (!report.leaves) return rows;
  const isOpen = (given: Given): given is Exclude<Given, GivenCell> => typeof given !== 'object' || given === null;
  return rows.flatMap(row => {
    const told = Object.entries(row.cells).map(([key, given]): [string, Given] => {
      if (isOpen(given) || given.told === undefined) return [key, given];
      report.withheld = true;
      return [key, given.told];
    });
    if (row.health) report.withheld = true;
    return row.health ? [] : [{ ...row, cells: Object.fromEntries(told) }];
  });
}

function tableOf({ columns, words }: OpenTable, rows: readonly GivenRow[], caption: string): TablePart {
  const wordOf = (code: string, facts: object) => {
    const words_ = words.get(code);
    if (!words_) throw new Error(`the report has no word for «${code}»`);
    return words_(facts);
  };
  return { kind: 'table', columns, caption, rows: layRows(rows, columns, wordOf) };
}

/** Puts the cells in their places; a place that a neighbour spans has none. */
function layRows(
  rows: readonly GivenRow[],
  columns: readonly PaperColumn[],
  wordOf: (code: string, facts: object) => string,
): PaperRow[] {
  const taken = columns.map(() => 0);
  return rows.map(row => {
    let across = 0;
    const cells = columns.map((column, at) => {
      if (taken[at]! > 0) {
        taken[at]!--;
        return null;
      }
      if (across > 0) {
        across--;
        return null;
      }
      const cell = wordCell(row.cells[column.key], column, { rowKind: row.kind, wordOf });
      for (let to = at; to < at + cell.columns; to++) taken[to] = cell.rows - 1;
      across = cell.columns - 1;
      return cell;
    });
    return {
      ...{ level: row.level ?? 'row', cells, joined: row.joined ?? false },
      ...(row.over === undefined ? {} : { over: row.over }),
    };
  });
}

function reportOf(options: HelperOptions): CollectedReport {
  return options.data.report as CollectedReport;
}

function sheetOf(options: HelperOptions): PaperSheet {
  const { sheet } = reportOf(options);
  if (!sheet) throw new Error('a report says this inside {{#sheet}}');
  return sheet;
}

function tableIn(options: HelperOptions): OpenTable {
  const { table } = reportOf(options);
  if (!table) throw new Error('a report says this inside {{#table}}');
  return table;
}

/** One line of text; a space that must not break stays. */
function spoken(text: string): string {
  return text.replace(/[ \t\r\n]+/g, ' ').trim();
}
