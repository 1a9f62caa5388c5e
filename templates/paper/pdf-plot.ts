import { Resvg } from '@resvg/resvg-js';
import type { PlotPart } from './sheet.ts';

interface Place {
  x: number;
  y: number;
  width: number;
}

/** How high the drawing is when it is so wide, at most a third of a page of paper. */
export function plotHeight({ svg }: PlotPart, width: number): number {
  const drawn = new Resvg(svg);
  return Math.min(260, (drawn.height / drawn.width) * width);
}

/** Draws the plot and gives its height. */
export function drawPlot(doc: PDFKit.PDFDocument, plot: PlotPart, { x, y, width }: Place): number {
  const height = plotHeight(plot, width);
  const drawn = new Resvg(plot.svg, { fitTo: { mode: 'width', value: Math.round(3 * width) }, background: '#fff' });
  doc.image(Buffer.from(drawn.render().asPng()), x, y, { fit: [width, height] });
  return height;
}
