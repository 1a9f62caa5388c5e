import { type CellStyle, colToLetter, type WriteOptions, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import type { PaperDocument, PaperSheet, SheetPart } from './sheet.ts';
import { gridOf, linesIn, type Place } from './spreadsheet-grid.ts';
import { face, harmless, lineHeight, type Writing, writeTable } from './spreadsheet-table.ts';

/**
 * The sheets as an XLSX book: numbers are numbers, sums and shares stay alive, the head of the first table stays in sight and
 * stands on every printed page when the sheet is mostly that table, the print area fits the width of A4. No text is ever
 * taken for a formula.
 */
export async function spreadsheet(document: PaperDocument): Promise<Buffer> {
  const tabs = tabNames(document.sheets);
  const written = document.sheets.map((sheet, at) => writeSheet(document, sheet, tabs[at]!));
  const book = {
    sheets: written.map(({ sheet }) => sheet),
    namedRanges: written.flatMap(({ printed }) => printed),
    defaultFont: { name: 'Arial', size: 10 },
    properties: { title: document.sheets[0]?.title ?? '' },
  };
  return Buffer.from(await writeXlsx(book));
}

type NamedRange = NonNullable<WriteOptions['namedRanges']>[number];

function writeSheet(document: PaperDocument, sheet: PaperSheet, name: string) {
  const { widths, places } = gridOf(sheet.parts.filter(part => part.kind === 'table'));
  const writing: Writing = { rows: [], cells: new Map(), merges: [], heights: new Map(), widths };
  across(writing, document.school, centred);
  across(writing, sheet.title, { ...centred, font: face({ bold: true, size: 13 }) });
  for (const line of sheet.lines) across(writing, line, centred);
  if (sheet.incomplete) across(writing, sheet.incomplete, { ...centred, font: face({ bold: true }) });
  const left = [...places];
  for (const part of sheet.parts) {
    writing.rows.push([]);
    writePart(writing, part, part.kind === 'table' ? left.shift()! : []);
  }
  writing.rows.push([]);
  for (const { post, name: signer, seal } of sheet.signatures) {
    across(writing, `${post} ____________________ /${signer || '____________________'}/ ${seal}`.trim(), wrapped);
    writing.rows.push([]);
  }
  const columns = widths.map(width => ({ width }));
  return {
    sheet: { name, ...layOut(document, sheet, writing), columns },
    printed: printedRanges(name, writing),
  };
}

const wrapped: CellStyle = { font: face(), alignment: { wrapText: true, vertical: 'top' } };
const centred: CellStyle = { font: face(), alignment: { horizontal: 'center', wrapText: true } };
const strong: CellStyle = { ...wrapped, font: face({ bold: true }) };

function writePart(writing: Writing, part: SheetPart, places: readonly Place[]): void {
  if (part.kind === 'table') {
    if (part.caption) across(writing, part.caption, strong);
    writeTable(writing, part, places);
  } else if (part.kind === 'text') across(writing, part.text, wrapped);
  else if (part.kind === 'plot') across(writing, part.about, wrapped);
  else if (part.kind === 'list') {
    if (part.title) across(writing, part.title, strong);
    for (const [at, item] of part.items.entries())
      across(writing, part.numbered ? `${at + 1}. ${item}` : item, wrapped);
  }
}

/** A row can't be higher than some 400 points. */
const mostLines = 28;

/** Lines over the whole width of the sheet; a text too long for one row goes on in the next. */
function across(writing: Writing, text: string, style: CellStyle): void {
  const { rows, cells, merges, widths, heights } = writing;
  const size = style.font?.size ?? 10;
  const letters = (widths.reduce((sum, width) => sum + width, 0) * 10) / size;
  for (const piece of piecesOf(text, letters)) {
    const row = rows.length;
    rows.push([harmless(piece)]);
    cells.set(`${row},0`, { value: harmless(piece), style });
    merges.push({ startRow: row, endRow: row, startCol: 0, endCol: widths.length - 1 });
    const lines = linesIn(piece, letters, style.font?.bold);
    if (lines > 1 || size > 10) heights.set(row, { height: Math.ceil(lines * lineHeight * (size / 10)) + 3 });
  }
}

function piecesOf(text: string, letters: number): string[] {
  if (linesIn(text, letters) <= mostLines) return [text];
  const pieces = [''];
  for (const word of text.split(/(?<= )/)) {
    if (pieces.at(-1)!.length + word.length > letters * (mostLines - 3)) pieces.push('');
    pieces[pieces.length - 1] += word;
  }
  return pieces.map(piece => piece.trimEnd());
}

function layOut(document: PaperDocument, { orientation }: PaperSheet, writing: Writing): Omit<WriteSheet, 'name'> {
  const { rows, cells, merges, head, heights } = writing;
  const [before = '', after = ''] = document.pages.split(/\{page\}.*\{pages\}/);
  const between = /\{page\}(.*)\{pages\}/.exec(document.pages)?.[1] ?? '';
  return {
    ...{ rows, cells, merges, rowDefs: heights },
    ...(head ? { freezePane: { rows: head.to + 1 } } : {}),
    pageSetup: {
      ...{ paperSize: 'a4', orientation, fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
      margins: { left: 0.6, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
    },
    headerFooter: {
      oddFooter: `&L${footText(document.printed)}&R${footText(before)}&P${footText(between)}&N${footText(after)}`,
    },
  };
}

/** What is printed, and which rows stand on each page; by ourselves, since the library leaves names of tabs unquoted here. */
function printedRanges(tab: string, { head, rows, widths }: Writing): NamedRange[] {
  const quoted = `'${tab}'`;
  const area = `${quoted}!$A$1:$${colToLetter(widths.length - 1)}$${rows.length}`;
  // Over pages of other tables and lists it would stand in the wrong place.
  const isMain = head && rows.length - head.end < Math.max(20, 1.5 * (head.end - head.to));
  const titles = isMain
    ? [{ name: '_xlnm.Print_Titles', range: `${quoted}!$${head.from + 1}:$${head.to + 1}`, scope: tab }]
    : [];
  return [{ name: '_xlnm.Print_Area', range: area, scope: tab }, ...titles];
}

/** An ampersand begins a code there. */
function footText(text: string): string {
  return text.replaceAll('&', '&&');
}

/** Tabs are short, differ, and do without some signs. */
function tabNames(sheets: readonly PaperSheet[]): string[] {
  const taken = new Set<string>();
  return sheets.map(({ tab }) => {
    const plain =
      tab
        .replace(/[[\]:*?/\\']/g, ' ')
        .trim()
        .slice(0, 31) || '1';
    let name = plain;
    for (let copy = 2; taken.has(name.toLowerCase()); copy++) name = `${plain.slice(0, 27)} ${copy}`;
    taken.add(name.toLowerCase());
    return name;
  });
}
