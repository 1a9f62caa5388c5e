import { type Fitting, lineHeight } from './pdf-columns.ts';
import { contentsBlock } from './pdf-contents.ts';
import { coverBlock } from './pdf-cover.ts';
import type { Face, Metrics } from './pdf-metrics.ts';
import { type Block, headBlock } from './pdf-pages.ts';
import { drawPlotRow, plotRows } from './pdf-plot.ts';
import { layTable } from './pdf-rows.ts';
import { signatureBlock } from './pdf-signature.ts';
import type { ListPart, PaperDocument, PaperSheet, PlotPart, SheetPart, TablePart } from './sheet.ts';

export interface Laying extends Fitting {
  width: number;
  /** Of a page between its margins. */
  height: number;
  document: PaperDocument;
}

/** A sheet from its first line to its last signature, piece by piece, with what must not be parted. */
export function sheetBlocks(sheet: PaperSheet, laying: Laying): Block[] {
  const { school } = laying.document;
  const parts = sheet.parts.map(part => gapped(partBlocks(part, laying), 8));
  bindNotes(sheet.parts, parts);
  const heading = sheet.cover ? [coverBlock(sheet, school, laying)] : headingBlocks(sheet, school, laying);
  return [...heading, ...parts.flat(), ...gapped(signatureBlocks(sheet, laying), 6)];
}

/** The school, the title, of what and when, what is missing; with the first of what follows. */
export function headingBlocks(
  { title, lines, incomplete }: PaperSheet,
  school: PaperDocument['school'],
  { metrics, width }: Pick<Laying, 'metrics' | 'width'>,
): Block[] {
  const heading = (text: string, size: number, face: Face = 'plain') =>
    bound(textBlocks(text, { metrics, width, size, face, centred: true }), 'firm');
  return [
    ...heading(school, 9.5),
    ...gapped(heading(title, 13, 'bold'), 4),
    ...lines.flatMap(line => heading(line, 10)),
    ...(incomplete ? heading(incomplete, 9.5, 'bold') : []),
  ];
}

function partBlocks(part: SheetPart, laying: Laying): Block[] {
  if (part.kind === 'table') return tableBlocks(part, laying);
  if (part.kind === 'text') return textBlocks(part.text, { ...laying, size: 9.5 });
  if (part.kind === 'contents') return contentsBlocks(laying);
  return part.kind === 'plot' ? plotBlocks(part, laying) : listBlocks(part, laying);
}

interface Text {
  metrics: Metrics;
  width: number;
  size: number;
  face?: Face;
  indent?: number;
  centred?: boolean;
}

/** A paragraph, line by line: no line of several stands alone at the end or the beginning of a page. */
export function textBlocks(
  text: string,
  { metrics, width: all, size, face = 'plain', indent = 0, centred = false }: Text,
): Block[] {
  const width = all - indent;
  const lines = (centred ? metrics.balance : metrics.wrap)(text, { width, face, size });
  return lines.map((line, at) => ({
    ...{ height: size * lineHeight, gap: 0, bond: at === 1 || (at > 0 && at === lines.length - 1) ? 'soft' : 'none' },
    draw: ({ doc }, { x, y }) => {
      const shift = centred ? (width - metrics.widthOf(line, face, size)) / 2 : 0;
      doc
        .font(face)
        .fontSize(size)
        .fillColor('black')
        .text(line, x + indent + shift, y, { lineBreak: false });
    },
  }));
}

function listBlocks({ title, numbered, items }: ListPart, laying: Laying): Block[] {
  const paragraphs = items.flatMap((item, at) =>
    textBlocks(numbered ? `${at + 1}. ${item}` : item, { ...laying, size: 9.5, indent: 10 }),
  );
  if (!title) return paragraphs;
  return [...textBlocks(title, { ...laying, size: 9.5, face: 'bold' }), ...begunBy(paragraphs)];
}

/** A plot that fits a page is not parted; its words stand on the page of its last row. */
function plotBlocks(plot: PlotPart, { metrics, width, height }: Laying): Block[] {
  const rows = plotRows(plot, { width, height: height - 80 }).map(
    (row, at): Block => ({
      ...{ height: row.height, gap: 0, bond: at === 0 ? 'none' : 'soft' },
      draw: ({ doc }, place) => drawPlotRow(doc, row, { ...place, metrics }),
    }),
  );
  return [...rows, ...bound(textBlocks(plot.about, { metrics, width, size: 9 }), 'firm')];
}

function contentsBlocks({ document, metrics, width }: Laying): Block[] {
  const chapters = document.sheets.flatMap(({ chapter }) => (chapter ? [chapter] : []));
  return chapters.map((chapter, at) => contentsBlock(chapter, { name: chapterName(at + 1), metrics, width }));
}

/** Of the place where a chapter begins. */
export function chapterName(number: number): string {
  return `chapter-${number}`;
}

/** Caption, head and first rows go together; where the columns are too many, the others follow from the next page on. */
function tableBlocks(table: TablePart, { width, metrics, largest, uprightLines, wholeNames }: Laying): Block[] {
  return layTable(table, width, { metrics, largest, uprightLines, wholeNames }).flatMap((laid, at) => {
    const caption = table.caption ? textBlocks(table.caption, { metrics, width, size: 10, face: 'bold' }) : [];
    const rows = laid.rows.map((row, index): Block => {
      const bond = index === 0 ? 'firm' : row.joined ? 'soft' : 'none';
      return { height: row.height, gap: 0, bond, row: { table: laid, at: index } };
    });
    const head = caption.length > 0 ? begunBy(gapped([headBlock(laid)], 2)) : [headBlock(laid)];
    const blocks = [...caption, ...head, ...rows];
    if (at > 0) blocks[0] = { ...blocks[0]!, breaks: true };
    return blocks;
  });
}

/** A short note under a table stays with its last row; so a page never begins with signatures alone. */
function bindNotes(parts: readonly SheetPart[], blocks: readonly Block[][]): void {
  parts.forEach((part, at) => {
    const isNote = part.kind === 'text' && blocks[at]!.length <= 4;
    if (isNote && at > 0 && (parts[at - 1]!.kind === 'table' || parts[at - 1]!.kind === 'text')) {
      for (const block of blocks[at]!) block.bond = 'soft';
    }
  });
}

function signatureBlocks({ signatures }: PaperSheet, { metrics, width }: Laying): Block[] {
  return signatures.map(signature => signatureBlock(signature, { metrics, width }));
}

function gapped([first, ...rest]: readonly Block[], gap: number): Block[] {
  return first ? [{ ...first, gap }, ...rest] : [];
}

function begunBy([first, ...rest]: readonly Block[]): Block[] {
  return first ? [{ ...first, bond: 'firm' }, ...rest] : [];
}

function bound(blocks: readonly Block[], bond: Block['bond']): Block[] {
  return blocks.map(block => ({ ...block, bond }));
}
