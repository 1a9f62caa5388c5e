import PDFDocument from 'pdfkit';
import { chapterName, headingBlocks, sheetBlocks, textBlocks } from './pdf-blocks.ts';
import { type Fitting, typeSizes } from './pdf-columns.ts';
import { numberContents } from './pdf-contents.ts';
import { drawRows } from './pdf-draw.ts';
import { metricsOf, registerFaces } from './pdf-metrics.ts';
import { type Block, type BlocksOfPage, heightOf, type Pen, type PrintedPage, pagesOf } from './pdf-pages.ts';
import type { PaperDocument, PaperSheet } from './sheet.ts';

const mm = 72 / 25.4;
/** The left one is wide enough to be filed. */
const margins = { top: 12 * mm, bottom: 16 * mm, left: 20 * mm, right: 10 * mm };
/** Between the line that says what goes on and what does. */
const runningGap = 5;
const a4 = { short: 595.28, long: 841.89 };

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
  const contents = { starts: new Map(), lines: [] };
  const printing: Printing = { doc, metrics: metricsOf(doc), document, pages: [], contents };
  let upper = false;
  for (const sheet of document.sheets) {
    const laid = laySheet(sheet, printing);
    const isHalf = sheet.half === true && fitsHalf(laid);
    printSheet(printing, laid, { isHalf, onLower: isHalf && upper });
    upper = isHalf && !upper;
  }
  numberContents(doc, contents);
  numberPages(printing);
  doc.end();
  await done;
  return Buffer.concat(chunks);
}

interface Printing extends Pen {
  document: PaperDocument;
}

/** A sheet on its pages, before it is drawn. */
interface LaidSheet {
  sheet: PaperSheet;
  /** What each further page says above. */
  running: Block[];
  pages: BlocksOfPage[];
}

const pageHeight = ({ orientation }: PaperSheet) => (orientation === 'landscape' ? a4.short : a4.long);
const textWidth = ({ orientation }: PaperSheet) =>
  (orientation === 'landscape' ? a4.long : a4.short) - margins.left - margins.right;

function laySheet(sheet: PaperSheet, { metrics, document }: Pick<Printing, 'metrics' | 'document'>): LaidSheet {
  const width = textWidth(sheet);
  const title = [sheet.title, ...sheet.lines, document.continued].filter(Boolean).join(', ');
  const running = textBlocks(title, { metrics, width, size: 7.5 });
  const height = pageHeight(sheet) - margins.top - margins.bottom;
  const room = { first: height, further: height - heightOf(running) - runningGap };
  const lay = (fitting: Tried) => pagesOf(sheetBlocks(sheet, { document, metrics, width, height, ...fitting }), room);
  return { sheet, running, pages: fewestPages(sheet, lay, room.further) };
}

type Tried = Omit<Fitting, 'metrics'>;

/**
 * With upright titles in more lines, names on one, or in a type a little smaller, where that saves a page that is nearly
 * empty, or many; pages of a pair are one each, if they can be read.
 */
function fewestPages(sheet: PaperSheet, lay: (tried: Tried) => BlocksOfPage[], room: number): BlocksOfPage[] {
  const usual = { largest: typeSizes[0]!, uprightLines: 2, wholeNames: false };
  const pages = lay(usual);
  const type = Math.max(...pages.flatMap(({ blocks }) => blocks.map(({ head }) => head?.size ?? 0)));
  if (pages.length === 1 || type === 0) return pages;
  const isSparse = sheet.side !== undefined || pages.at(-1)!.height < room / 3;
  const smallest = sheet.side ? 0 : type - (isSparse ? 1.5 : 1);
  const smaller = typeSizes.filter(size => size < type && size >= smallest);
  const tries = [
    { ...usual, uprightLines: 3 },
    { ...usual, wholeNames: true },
    ...smaller.map(largest => ({ ...usual, largest })),
    ...(sheet.side ? [{ ...usual, wholeNames: true, largest: typeSizes.at(-1)! }] : []),
  ];
  for (const tried of tries) {
    const fewer = lay(tried);
    if (fewer.length <= (isSparse ? pages.length - 1 : 0.8 * pages.length)) return fewer;
  }
  return pages;
}

/** Together with the margins at its edges. */
function fitsHalf({ sheet, pages }: LaidSheet): boolean {
  return pages.length === 1 && margins.top + pages[0]!.height + 8 * mm <= pageHeight(sheet) / 2;
}

function printSheet(
  printing: Printing,
  { sheet, running, pages }: LaidSheet,
  { isHalf, onLower }: { isHalf: boolean; onLower: boolean },
): void {
  for (const [index, { blocks }] of pages.entries()) {
    let y: number = margins.top;
    if (onLower) y += beginLowerHalf(printing);
    else {
      turnToSide(printing, sheet);
      addPage(printing, { sheet, cut: isHalf });
    }
    if (index === 0 && sheet.chapter) beginChapter(printing, sheet.chapter);
    if (index > 0) y = drawBlocks(printing, running, y) + runningGap;
    drawBlocks(printing, blocks, y);
  }
}

/** A left page has an even number, a right one an odd: a blank back stands between, and before the first left page the title. */
function turnToSide(printing: Printing, sheet: PaperSheet): void {
  const number = printing.pages.length + 1;
  if (!sheet.side || (number % 2 === 0) === (sheet.side === 'left')) return;
  addPage(printing, { sheet, cut: false });
  if (number > 1) return;
  const laying = { metrics: printing.metrics, width: textWidth(sheet) };
  drawBlocks(
    printing,
    headingBlocks({ ...sheet, incomplete: '' }, printing.document.school, laying),
    pageHeight(sheet) * 0.38,
  );
}

/** It is found by the contents, and by the list beside the pages in whatever shows the file. */
function beginChapter({ doc, pages, contents }: Printing, chapter: string): void {
  const name = chapterName(contents.starts.size + 1);
  contents.starts.set(name, pages.length);
  doc.addNamedDestination(name);
  doc.outline.addItem(chapter);
}

function addPage({ doc, pages }: Printing, page: PrintedPage): void {
  doc.addPage({ size: 'A4', layout: page.sheet.orientation, margin: 0 });
  pages.push(page);
}

/** Draws where it will be cut, and gives how far down that is. */
function beginLowerHalf({ doc }: Printing): number {
  const { width, height } = doc.page;
  const middle = height / 2;
  doc.moveTo(0, middle).lineTo(width, middle).lineWidth(0.5).dash(3, { space: 3 }).strokeColor('#777').stroke();
  doc.undash();
  return middle;
}

/** Draws them one under the other, rows together with their neighbours, and gives where they end. */
function drawBlocks(pen: Pen, blocks: readonly Block[], top: number): number {
  const [{ doc }, x] = [pen, margins.left];
  let y = top;
  blocks.forEach(({ height, gap, row, head, draw }, index) => {
    y += gap;
    if (head) drawRows(doc, head.head, { from: 0, to: head.head.length, x, y, size: head.size });
    else if (row && blocks[index - 1]?.row?.table !== row.table) {
      const rows = blocks.slice(index).findIndex(block => block.row?.table !== row.table);
      const to = row.at + (rows < 0 ? blocks.length - index : rows);
      drawRows(doc, row.table.rows, { from: row.at, to, x, y, size: row.table.size });
    } else draw?.(pen, { x, y });
    y += height;
  });
  return y;
}

/** Each page by its number: those of a sheet that is handed out by itself apart from all the others. */
function numberPages({ doc, document, pages }: Printing): void {
  const ofSheet = Map.groupBy(pages.keys(), at => (pages[at]!.sheet.ownPages ? pages[at]!.sheet : null));
  const { start } = doc.bufferedPageRange();
  for (const together of ofSheet.values()) {
    for (const [index, at] of together.entries()) {
      if (pages[at]!.cut) continue;
      doc.switchToPage(start + at);
      const y = doc.page.height - margins.bottom + 5 * mm;
      const text = document.pages.replace('{page}', String(index + 1)).replace('{pages}', String(together.length));
      doc.font('plain').fontSize(7.5).fillColor('black').text(document.printed, margins.left, y, { lineBreak: false });
      doc.text(text, doc.page.width - margins.right - doc.widthOfString(text), y, { lineBreak: false });
      if (document.stamp) doc.fontSize(6.5).text(document.stamp, margins.left, y - 9, { lineBreak: false });
    }
  }
}
