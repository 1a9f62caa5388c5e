import { lineHeight, padding, sum } from './pdf-columns.ts';
import type { Box, LaidRow } from './pdf-rows.ts';

interface Place {
  x: number;
  y: number;
  size: number;
  /** Of this row and those after it. */
  heights: readonly number[];
}

/** Draws a row of a table: shades, lines around the boxes, the texts in them. */
export function drawRow(doc: PDFKit.PDFDocument, { boxes }: LaidRow, { x, y, size, heights }: Place): void {
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
  if (box.upright) {
    const middle = left + (box.width - box.lines.length * step) / 2;
    doc.save().rotate(-90, { origin: [middle, y + height - padding.x] });
    for (const [at, line] of box.lines.entries()) {
      doc.text(line, middle, y + height - padding.x + at * step, { lineBreak: false });
    }
    doc.restore();
    return;
  }
  const isHigh = box.rows > 1 || box.shaded;
  const top = isHigh ? y + (height - box.lines.length * step) / 2 : y + padding.y;
  box.lines.forEach((line, at) => {
    const shift = box.align === 'center' ? (box.width - doc.widthOfString(line)) / 2 : padding.x;
    doc.text(line, left + shift, top + at * step, { lineBreak: false });
  });
}
