import { sum } from './pdf-columns.ts';
import type { Contents } from './pdf-contents.ts';
import type { Metrics } from './pdf-metrics.ts';
import type { LaidTable } from './pdf-rows.ts';
import type { PaperSheet } from './sheet.ts';

/** What a block is drawn with. */
export interface Pen {
  doc: PDFKit.PDFDocument;
  metrics: Metrics;
  /** Every page so far. */
  pages: PrintedPage[];
  contents: Contents;
}

/** Of which sheet a page is; one that is cut in two has no foot. */
export interface PrintedPage {
  sheet: PaperSheet;
  cut: boolean;
}

/**
 * What is never parted: a line of a paragraph, a row of a table, a signature. Bound to the one before it, firmly or as long as
 * both fit a page.
 */
export interface Block {
  height: number;
  /** Space above, left out at the top of a page. */
  gap: number;
  bond: 'none' | 'soft' | 'firm';
  /** Begins a page. */
  breaks?: true;
  /** A row is drawn with its neighbours on the page; all else by itself. */
  row?: { table: LaidTable; at: number };
  draw?: (pen: Pen, at: { x: number; y: number }) => void;
  /** The head of a table, which each page repeats. */
  head?: LaidTable;
}

/** How much fits the first page and each further one, which begins with the title. */
export interface Room {
  first: number;
  further: number;
}

export interface BlocksOfPage {
  blocks: Block[];
  height: number;
}

/** Puts the blocks on pages: what is bound stays together, a row that begins a page has the head of its table above it. */
export function pagesOf(blocks: readonly Block[], room: Room): BlocksOfPage[] {
  const pages: BlocksOfPage[] = [{ blocks: [], height: 0 }];
  const limit = () => (pages.length === 1 ? room.first : room.further);
  const page = () => pages.at(-1)!;
  const isEmpty = () => page().blocks.length === 0;
  const put = (chunk: readonly Block[]) => {
    const placed = isEmpty() ? atTop(chunk) : chunk;
    page().blocks.push(...placed);
    page().height += heightOf(placed);
  };
  const turn = () => {
    if (!isEmpty()) pages.push({ blocks: [], height: 0 });
  };
  const place = (chunk: readonly Block[]) => {
    if (chunk[0]!.breaks) turn();
    if (page().height + heightOf(isEmpty() ? atTop(chunk) : chunk) <= limit()) put(chunk);
    else if (chunk.length === 1 || heightOf(atTop(chunk)) <= room.further) {
      turn();
      put(chunk);
    } else {
      const parts = partsOf(chunk, bond => bond !== 'firm');
      for (const part of parts.length > 1 ? parts : chunk.map(block => [block])) place(part);
    }
  };
  for (const chunk of partsOf(blocks, bond => bond === 'none')) place(chunk);
  return pages;
}

function partsOf(blocks: readonly Block[], isEnd: (bond: Block['bond']) => boolean): Block[][] {
  const parts: Block[][] = [];
  for (const block of blocks) {
    if (parts.length === 0 || isEnd(block.bond)) parts.push([block]);
    else parts.at(-1)!.push(block);
  }
  return parts;
}

/** As it stands at the top of a page. */
function atTop([first, ...rest]: readonly Block[]): Block[] {
  const begun = { ...first!, gap: 0 };
  return first!.row ? [headBlock(first!.row.table), begun, ...rest] : [begun, ...rest];
}

/** The head of a table; what stands below it is bound to it. */
export function headBlock(table: LaidTable): Block {
  return { height: sum(table.head.map(({ height }) => height)), gap: 0, bond: 'none', head: table };
}

export function heightOf(blocks: readonly Block[]): number {
  return sum(blocks.map(({ height, gap }) => height + gap));
}
