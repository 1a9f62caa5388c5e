import { lineHeight, padding, sum } from './pdf-columns.ts';
import type { Box, LaidRow } from './pdf-rows.ts';

interface Place {
  x: number;
  y: number;
  size: number;
}

/**
 * Draws the rows from `from` up to `to`, which stand on one page: shades, lines around the boxes, the texts in them. A box
 * that began on the page before is there again.
 */
export function drawRows(
  doc: PDFKit.PDFDocument,
  rows: readonly LaidRow[],
  { from, to, ...place }: Place & { from: number; to: number },
): void {
  let { y } = place;
  for (let at = from; at < to; at++) {
    const heights = rows.slice(at, to).map(({ height }) => height);
    drawBoxes(doc, at === from ? boxesSince(rows, at) : rows[at]!.boxes, { ...place, y, heights });
    y += rows[at]!.height;
  }
}

/** The boxes of a row and what still reaches over it from those before. */
function boxesSince(rows: readonly LaidRow[], at: number): Box[] {
  const reaching = rows
    .slice(0, at)
    .flatMap(({ boxes }, before) =>
      boxes.filter(box => before + box.rows > at).map(box => ({ ...box, rows: before + box.rows - at })),
    );
  return [...reaching, ...rows[at]!.boxes];
}

function drawBoxes(
  doc: PDFKit.PDFDocument,
  boxes: readonly Box[],
  { x, y, size, heights }: Place & { heights: readonly number[] },
): void {
  const placed = boxes.map(box => ({ box, left: x + box.x, height: sum(heights.slice(0, box.rows)) }));
  const shaded = placed.filter(({ box }) => box.shaded);
  for (const { box, left, height } of shaded) doc.rect(left, y, box.width, height);
  if (shaded.length > 0) doc.fill('#ededed');
  for (const { box, left, height } of placed) doc.rect(left, y, box.width, height);
  doc.lineWidth(0.5).strokeColor('#444').stroke();
  doc.fontSize(size).fillColor('black');
  for (const { box, left, height } of placed) {
    if (box.lines.length > 0) writeBox(doc, box, { left, y, height, size });
  }
}

function writeBox(
  doc: PDFKit.PDFDocument,
  box: Box,
  { left, y, height, size }: { left: number; y: number; height: number; size: number },
): void {
  doc.font(box.face);
  const step = size * lineHeight;
  if (box.upright !== undefined) {
    const middle = left + (box.width - box.lines.length * step) / 2;
    doc.save().rotate(-90, { origin: [middle, y + height - padding.x] });
    for (const [at, line] of box.lines.entries()) {
      doc.text(line, middle, y + height - padding.x + at * step, { lineBreak: false });
    }
    doc.restore();
    return;
  }
  // A figure stands beside the middle of a long name, a text begins where its neighbours begin.
  const isCentred = box.rows > 1 || box.shaded || box.align === 'center';
  const top = isCentred ? y + (height - box.lines.length * step) / 2 : y + padding.y;
  box.lines.forEach((line, at) => {
    const shift = box.align === 'center' ? (box.width - doc.widthOfString(line)) / 2 : padding.x;
    doc.text(line, left + shift, top + at * step, { lineBreak: false });
  });
}
