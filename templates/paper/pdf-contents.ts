import { lineHeight } from './pdf-columns.ts';
import type { Metrics } from './pdf-metrics.ts';
import type { Block, Pen } from './pdf-pages.ts';

/** Where chapters begin, and the lines of the contents that wait for these pages. */
export interface Contents {
  /** By the name of the chapter's destination, the number of its first page. */
  starts: Map<string, number>;
  lines: ContentsLine[];
}

interface ContentsLine {
  /** Of the chapter. */
  name: string;
  /** Where the number will stand: on which page from 0, and its right edge. */
  page: number;
  right: number;
  y: number;
  /** Where the words of the chapter end. */
  from: number;
}

const contentsSize = 10.5;
const room = 40;

/** The words of a line, which leads to the chapter; its number comes when all pages are known. */
export function contentsBlock(
  chapter: string,
  { name, metrics, width }: { name: string; metrics: Metrics; width: number },
): Block {
  const lines = metrics.wrap(chapter, { width: width - room, face: 'plain', size: contentsSize });
  const step = contentsSize * lineHeight;
  const draw = ({ doc, contents, pages }: Pen, { x, y }: { x: number; y: number }) => {
    doc.font('plain').fontSize(contentsSize).fillColor('black');
    for (const [at, line] of lines.entries()) doc.text(line, x, y + at * step, { lineBreak: false });
    doc.goTo(x, y, width, lines.length * step, name);
    const from = x + metrics.widthOf(lines.at(-1)!, 'plain', contentsSize);
    const last = y + (lines.length - 1) * step;
    contents.lines.push({ name, page: pages.length - 1, right: x + width, y: last, from });
  };
  return { height: lines.length * step + 4, gap: 0, bond: 'none', draw };
}

/** Writes the numbers, now that they are known, with dots that lead to them. */
export function numberContents(doc: PDFKit.PDFDocument, { starts, lines }: Contents): void {
  const { start } = doc.bufferedPageRange();
  for (const { name, page, right, y, from } of lines) {
    doc.switchToPage(start + page);
    doc.font('plain').fontSize(contentsSize).fillColor('black');
    const number = String(starts.get(name)!);
    const x = right - doc.widthOfString(number);
    doc.text(number, x, y, { lineBreak: false });
    const base = y + contentsSize * 0.95;
    doc
      .moveTo(from + 4, base)
      .lineTo(x - 4, base)
      .lineWidth(0.6)
      .dash(0.6, { space: 3 })
      .strokeColor('#777')
      .stroke();
    doc.undash();
  }
}
