import type { Metrics } from './pdf-metrics.ts';
import type { PlotPart } from './sheet.ts';
import { type Picture, picturesOf, type Shape } from './svg-shapes.ts';

/** A unit of a plot on paper, in points: the letters of 12 units are 9 points high. */
const scale = 0.75;
const gap = 8;

/** Pictures side by side, as many as the width holds. */
export interface PlotRow {
  height: number;
  pictures: { picture: Picture; x: number; scale: number }[];
}

/** Lays the pictures of a plot in rows; one that is wider, or higher, than the room is made smaller. */
export function plotRows({ svg }: PlotPart, room: { width: number; height: number }): PlotRow[] {
  const rows: PlotRow[] = [];
  let x = 0;
  for (const picture of picturesOf(svg)) {
    const fitting = Math.min(scale, room.width / picture.width, room.height / picture.height);
    const width = picture.width * fitting;
    if (rows.length === 0 || x + width > room.width + 0.01) {
      rows.push({ height: 0, pictures: [] });
      x = 0;
    }
    const row = rows.at(-1)!;
    row.pictures.push({ picture, x, scale: fitting });
    row.height = Math.max(row.height, picture.height * fitting + gap);
    x += width + gap;
  }
  return rows;
}

interface Place {
  x: number;
  y: number;
  metrics: Metrics;
}

/** Draws a row as lines and text that can be selected, as it stands in the SVG without the colours of the page. */
export function drawPlotRow(doc: PDFKit.PDFDocument, row: PlotRow, { x, y, metrics }: Place): void {
  for (const { picture, x: shift, scale: by } of row.pictures) {
    doc
      .save()
      .translate(x + shift, y)
      .scale(by);
    for (const shape of picture.shapes) drawShape(doc, shape, metrics);
    doc.restore();
  }
}

function drawShape(doc: PDFKit.PDFDocument, shape: Shape, metrics: Metrics): void {
  const { kind, attributes } = shape;
  const at = (name: string) => Number(attributes[name] ?? 0);
  if (kind === 'text') drawText(doc, shape, metrics);
  else if (kind === 'rect') doc.rect(at('x'), at('y'), at('width'), at('height'));
  else if (kind === 'line') doc.moveTo(at('x1'), at('y1')).lineTo(at('x2'), at('y2'));
  else if (kind === 'circle') doc.circle(at('cx'), at('cy'), at('r'));
  else doc.path(attributes.d!);
  if (kind !== 'text') paint(doc, attributes);
}

function paint(doc: PDFKit.PDFDocument, { fill = '#000', stroke = 'none', ...rest }: Shape['attributes']): void {
  if (stroke !== 'none') {
    doc.lineWidth(Number(rest['stroke-width'] ?? 1));
    const [dash, space] = (rest['stroke-dasharray'] ?? '').split(' ').map(Number);
    if (dash) doc.dash(dash, { space: space ?? dash });
    else doc.undash();
  }
  if (fill !== 'none' && stroke !== 'none') doc.fillAndStroke(fill, stroke);
  else if (fill !== 'none') doc.fill(fill);
  else doc.stroke(stroke);
}

function drawText(doc: PDFKit.PDFDocument, { attributes, text }: Shape, metrics: Metrics): void {
  const at = (name: string) => Number(attributes[name] ?? 0);
  const size = at('font-size');
  const face = attributes['font-weight'] === undefined ? 'plain' : 'bold';
  const width = metrics.widthOf(text, face, size);
  const anchor = attributes['text-anchor'];
  const x = at('x') + at('dx') - (anchor === 'end' ? width : anchor === 'middle' ? width / 2 : 0);
  doc
    .font(face)
    .fontSize(size)
    .fillColor(attributes.fill ?? '#000');
  doc.text(text, x, at('y') + at('dy'), { lineBreak: false, baseline: 'alphabetic' });
}
