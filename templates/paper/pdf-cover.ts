import { lineHeight } from './pdf-columns.ts';
import type { Face, Metrics } from './pdf-metrics.ts';
import type { Block, Pen } from './pdf-pages.ts';
import type { PaperDocument, PaperSheet } from './sheet.ts';

interface Cover {
  metrics: Metrics;
  width: number;
  /** Of the page between its margins. */
  height: number;
}

/** A title page: the school above, the title large in the upper third, its lines below; what follows stands at the foot. */
export function coverBlock(
  { title, lines }: PaperSheet,
  school: PaperDocument['school'],
  { metrics, width, height }: Cover,
): Block {
  const placed: { line: string; size: number; face: Face; y: number }[] = [];
  let y = 36;
  const put = (text: string, size: number, face: Face) => {
    for (const line of metrics.balance(text, { width, face, size })) {
      placed.push({ line, size, face, y });
      y += size * lineHeight;
    }
  };
  put(school, 13, 'plain');
  y = Math.max(y + 40, height * 0.28);
  put(title, 30, 'bold');
  y += 14;
  for (const line of lines) {
    put(line, 15, 'plain');
    y += 8;
  }
  const draw = ({ doc }: Pen, { x, y: top }: { x: number; y: number }) => {
    for (const { line, size, face, y: down } of placed) {
      const left = x + (width - metrics.widthOf(line, face, size)) / 2;
      doc
        .font(face)
        .fontSize(size)
        .fillColor('black')
        .text(line, left, top + down, { lineBreak: false });
    }
  };
  return { height: Math.max(y + 40, height * 0.74), gap: 0, bond: 'none', draw };
}
