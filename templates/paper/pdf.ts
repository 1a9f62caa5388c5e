import PDFDocument from 'pdfkit';
import { lineHeight, sum } from './pdf-columns.ts';
import { type Contents, contentsSize, numberContents, printContents } from './pdf-contents.ts';
import { printCover } from './pdf-cover.ts';
import { drawRow } from './pdf-draw.ts';
import { type Face, type Metrics, metricsOf, registerFaces } from './pdf-metrics.ts';
import { drawPlotRow, plotRows } from './pdf-plot.ts';
import { type LaidRow, layTable } from './pdf-rows.ts';
import type { ListPart, PaperDocument, PaperSheet, PlotPart, SheetPart, Signature, TablePart } from './sheet.ts';

const mm = 72 / 25.4;
/** The left one is wide enough to be filed. */
const margins = { top: 12 * mm, bottom: 16 * mm, left: 20 * mm, right: 10 * mm };

/**
 * The sheets on A4: our face embedded, text that can be selected, heads repeated, nothing cut; signatures stand with the last
 * rows, the date of printing and «page x of y» at the foot of each page.
 */
export async function pdf(document: PaperDocument): Promise<Buffer> {
  const doc = new PDFDocument({
    ...{ autoFirstPage: false, bufferPages: true, lang: 'ru', displayTitle: true, margin: 0 },
    info: { Title: document.sheets[0]?.title ?? '', Author: document.school, CreationDate: document.at },
  });
  const chunks: Buffer[] = [];
  const done = new Promise<void>((resolve, reject) => doc.on('end', resolve).on('error', reject));
  doc.on('data', (chunk: Buffer) => void chunks.push(chunk));
  registerFaces(doc);
  const metrics = metricsOf(doc);
  const pages: Page[] = [];
  const contents: Contents = { starts: new Map(), lines: [] };
  let upper = false;
  for (const sheet of document.sheets) {
    const isHalf = sheet.half === true && fitsHalf({ metrics, document, sheet });
    printSheet({ doc, metrics, document, sheet, pages, contents, isHalf, y: 0 }, isHalf && upper);
    upper = isHalf && !upper;
  }
  numberContents(doc, contents);
  numberPages(doc, document, pages);
  doc.end();
  await done;
  return Buffer.concat(chunks);
}

/** Where we are on which sheet. */
interface Printing {
  doc: PDFKit.PDFDocument;
  metrics: Metrics;
  document: PaperDocument;
  sheet: PaperSheet;
  /** Every page so far. */
  pages: Page[];
  contents: Contents;
  isHalf: boolean;
  y: number;
}

/** Of which sheet a page is; one that is cut in two has no foot. */
interface Page {
  sheet: PaperSheet;
  cut: boolean;
}

/** Printed for trial, on paper that is thrown away. */
function fitsHalf(on: Pick<Printing, 'metrics' | 'document' | 'sheet'>): boolean {
  const doc = new PDFDocument({ autoFirstPage: false, bufferPages: true, margin: 0 });
  registerFaces(doc);
  const at: Printing = { ...on, doc, pages: [], contents: { starts: new Map(), lines: [] }, isHalf: true, y: 0 };
  printSheet(at);
  return at.pages.length === 1 && at.y <= doc.page.height / 2;
}

/** On the lower half of the page before, or from a page's top. */
function printSheet(at: Printing, onLowerHalf = false): void {
  const { doc, sheet } = at;
  // A left page has an even number, a right one an odd; the sheet before it stays blank on its back.
  if (sheet.side && doc.bufferedPageRange().count % 2 === (sheet.side === 'left' ? 0 : 1)) addPage(at);
  if (onLowerHalf) beginLowerHalf(at);
  else addPage(at);
  if (sheet.chapter) beginChapter(at, sheet.chapter);
  if (sheet.cover) at.y = printCover(at, widthOf(at), margins.left);
  else printHead(at);
  sheet.parts.forEach((part, index) => {
    const isLast = index === sheet.parts.length - 1;
    printPart(at, part, isLast ? signaturesHeight(sheet) : 0);
    at.y += 8;
  });
  need(at, signaturesHeight(sheet));
  for (const signature of sheet.signatures) printSignature(at, signature);
}

function printHead(at: Printing): void {
  const { document, sheet } = at;
  write(at, document.school, { size: 9.5, align: 'center' });
  at.y += 4;
  write(at, sheet.title, { size: 13, align: 'center', face: 'bold' });
  for (const line of sheet.lines) write(at, line, { size: 10, align: 'center' });
  if (sheet.incomplete) write(at, sheet.incomplete, { size: 9.5, align: 'center', face: 'bold' });
  at.y += 8;
}

/** It is found by the contents, and by the list beside the pages in whatever shows the file. */
function beginChapter({ doc, pages, contents }: Printing, chapter: string): void {
  const name = `chapter-${contents.starts.size + 1}`;
  contents.starts.set(name, pages.length);
  doc.addNamedDestination(name);
  doc.outline.addItem(chapter);
}

function addPage(at: Printing): void {
  at.doc.addPage({ size: 'A4', layout: at.sheet.orientation, margin: 0 });
  at.pages.push({ sheet: at.sheet, cut: at.isHalf });
  at.y = margins.top;
}

function beginLowerHalf(at: Printing): void {
  const { width, height } = at.doc.page;
  const middle = height / 2;
  at.doc.moveTo(0, middle).lineTo(width, middle).lineWidth(0.5).dash(3, { space: 3 }).strokeColor('#777').stroke();
  at.doc.undash();
  at.y = middle + margins.top;
}

/** The next page of the same sheet says above what it continues. */
function turnPage(at: Printing): void {
  addPage(at);
  const { title, lines } = at.sheet;
  write(at, [title, ...lines].join(', '), { size: 7.5, align: 'left' });
  at.y += 3;
}

function need(at: Printing, height: number): void {
  if (at.y + height > bottomOf(at)) turnPage(at);
}

function bottomOf({ doc }: Printing): number {
  return doc.page.height - margins.bottom;
}

function widthOf({ doc }: Printing): number {
  return doc.page.width - margins.left - margins.right;
}

interface Writing {
  size: number;
  align?: 'left' | 'center';
  face?: Face;
  indent?: number;
}

/** A paragraph; it goes on over the page's end. */
function write(at: Printing, text: string, { size, align = 'left', face = 'plain', indent = 0 }: Writing): void {
  const { doc, metrics } = at;
  const width = widthOf(at) - indent;
  for (const line of metrics.wrap(text, { width, face, size })) {
    if (at.y + size * lineHeight > bottomOf(at)) addPage(at);
    const shift = align === 'center' ? (width - metrics.widthOf(line, face, size)) / 2 : 0;
    doc.font(face).fontSize(size).fillColor('black');
    doc.text(line, margins.left + indent + shift, at.y, { lineBreak: false });
    at.y += size * lineHeight;
  }
}

/** `below` must still find room on the page of the part's end. */
function printPart(at: Printing, part: SheetPart, below: number): void {
  if (part.kind === 'table') printTable(at, part, below);
  else if (part.kind === 'text') write(at, part.text, { size: 9.5 });
  else if (part.kind === 'plot') printPlot(at, part, below);
  else if (part.kind === 'contents') printContentsOf(at);
  else printList(at, part);
}

function printContentsOf(at: Printing): void {
  const { document } = at;
  const chapters = document.sheets.flatMap(({ chapter }) => (chapter ? [chapter] : []));
  chapters.forEach((chapter, index) => {
    need(at, 2 * contentsSize * lineHeight);
    const place = { x: margins.left, y: at.y, width: widthOf(at), page: at.pages.length - 1 };
    at.y += printContents(at, { chapter, name: `chapter-${index + 1}`, ...place });
  });
}

/** The words stand on the page of the last row; a plot that fits on a page of its own is not parted. */
function printPlot(at: Printing, plot: PlotPart, below: number): void {
  const { doc, metrics } = at;
  const room = { width: widthOf(at), height: bottomOf(at) - margins.top - 80 };
  const rows = plotRows(plot, room);
  const words = metrics.wrap(plot.about, { width: room.width, face: 'plain', size: 9 }).length * 9 * lineHeight;
  const whole = sum(rows.map(({ height }) => height)) + words + below;
  if (whole < room.height) need(at, whole);
  rows.forEach((row, index) => {
    need(at, row.height + (index === rows.length - 1 ? words + below : 0));
    drawPlotRow(doc, row, { x: margins.left, y: at.y, metrics });
    at.y += row.height;
  });
  write(at, plot.about, { size: 9 });
}

function printList(at: Printing, { title, numbered, items }: ListPart): void {
  need(at, 3 * 9.5 * lineHeight);
  if (title) write(at, title, { size: 9.5, face: 'bold' });
  for (const [index, item] of items.entries()) {
    write(at, numbered ? `${index + 1}. ${item}` : item, { size: 9.5, indent: 10 });
  }
}

function printTable(at: Printing, table: TablePart, below: number): void {
  // A page of an open pair is one page, as long as that can be read.
  const height = at.sheet.side ? bottomOf(at) - at.y - below - 8 : undefined;
  const { head, groups, size } = layTable(table, widthOf(at), { metrics: at.metrics, height });
  const headHeight = heightOf(head);
  if (table.caption) {
    need(at, 12 + headHeight + heightOf(groups[0] ?? []));
    write(at, table.caption, { size: 10, face: 'bold' });
    at.y += 2;
  }
  need(at, headHeight + heightOf(groups[0] ?? []));
  const draw = (rows: readonly LaidRow[]) => {
    rows.forEach((row, index) => {
      drawRow(at.doc, row, { x: margins.left, y: at.y, size, heights: rows.slice(index).map(({ height }) => height) });
      at.y += row.height;
    });
  };
  draw(head);
  groups.forEach((group, index) => {
    const after = index === groups.length - 1 ? below : 0;
    for (const rows of piecesOf(group, bottomOf(at) - margins.top - headHeight - 20)) {
      if (at.y + heightOf(rows) + after > bottomOf(at)) {
        turnPage(at);
        draw(head);
      }
      draw(rows);
    }
  });
}

/** A group that is higher than a page is parted after all. */
function piecesOf(group: readonly LaidRow[], height: number): (readonly LaidRow[])[] {
  return heightOf(group) <= height ? [group] : group.map(row => [row]);
}

function heightOf(rows: readonly LaidRow[]): number {
  return sum(rows.map(({ height }) => height));
}

const signatureHeight = 26;

function signaturesHeight({ signatures }: PaperSheet): number {
  return signatures.length * signatureHeight + (signatures.length > 0 ? 6 : 0);
}

function printSignature(at: Printing, { post, name, seal }: Signature): void {
  const { doc, metrics } = at;
  const [size, face] = [10, 'plain'] as const;
  at.y += signatureHeight - size * lineHeight;
  const line = (from: number, to: number) => {
    doc
      .moveTo(from, at.y + size)
      .lineTo(to, at.y + size)
      .lineWidth(0.5)
      .strokeColor('black')
      .stroke();
  };
  const put = (text: string, x: number) => {
    doc.font(face).fontSize(size).fillColor('black').text(text, x, at.y, { lineBreak: false });
    return x + metrics.widthOf(text, face, size);
  };
  const after = put(post, margins.left) + 8;
  line(after, after + 110);
  let x = put('/', after + 116);
  if (name) x = put(name, x);
  else {
    line(x, x + 110);
    x += 110;
  }
  x = put('/', x);
  if (seal) put(seal, x + 24);
  at.y += size * lineHeight;
}

/** Each page by its number: those of a sheet that is handed out by itself apart from all the others. */
function numberPages(doc: PDFKit.PDFDocument, document: PaperDocument, pages: readonly Page[]): void {
  const { printed, pages: words, stamp } = document;
  const ofSheet = Map.groupBy(pages.keys(), at => (pages[at]!.sheet.ownPages ? pages[at]!.sheet : null));
  const { start } = doc.bufferedPageRange();
  for (const together of ofSheet.values()) {
    for (const [index, at] of together.entries()) {
      if (pages[at]!.cut) continue;
      doc.switchToPage(start + at);
      const y = doc.page.height - margins.bottom + 5 * mm;
      const text = words.replace('{page}', String(index + 1)).replace('{pages}', String(together.length));
      doc.font('plain').fontSize(7.5).fillColor('black').text(printed, margins.left, y, { lineBreak: false });
      const x = doc.page.width - margins.right - doc.widthOfString(text);
      doc.text(text, x, y, { lineBreak: false });
      if (stamp) doc.fontSize(6.5).text(stamp, margins.left, y + 10, { lineBreak: false });
    }
  }
}
