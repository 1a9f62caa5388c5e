import { lineHeight } from './pdf-columns.ts';
import type { Face, Metrics } from './pdf-metrics.ts';
import type { PaperDocument, PaperSheet } from './sheet.ts';

interface Cover {
  doc: PDFKit.PDFDocument;
  metrics: Metrics;
  document: PaperDocument;
  sheet: PaperSheet;
}

/** A title page: the school above, the title large in the upper third, its lines below. Gives where what follows may begin. */
export function printCover({ doc, metrics, document, sheet }: Cover, width: number, left: number): number {
  let y = 70;
  const put = (text: string, size: number, face: Face) => {
    for (const line of metrics.wrap(text, { width, face, size })) {
      doc.font(face).fontSize(size).fillColor('black');
      doc.text(line, left + (width - metrics.widthOf(line, face, size)) / 2, y, { lineBreak: false });
      y += size * lineHeight;
    }
  };
  put(document.school, 13, 'plain');
  y = Math.max(y + 40, doc.page.height * 0.28);
  put(sheet.title, 30, 'bold');
  y += 14;
  for (const line of sheet.lines) {
    put(line, 15, 'plain');
    y += 8;
  }
  return Math.max(y + 40, doc.page.height * 0.72);
}
