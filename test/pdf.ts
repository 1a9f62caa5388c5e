import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** A page of a PDF as a program reads it. */
export interface PdfPage {
  width: number;
  height: number;
  /** The pieces of text in the order in which they were written; `right` and `bottom` are their far edges from the page's. */
  pieces: { text: string; left: number; right: number; top: number; bottom: number }[];
  /** All of it in one line, hard spaces as plain ones. */
  text: string;
}

/** The pages of a PDF with their selectable text. */
export async function pdfPages(file: Buffer): Promise<PdfPage[]> {
  const task = getDocument({ data: new Uint8Array(file), useSystemFonts: false, verbosity: 0 });
  const document = await task.promise;
  const pages: PdfPage[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const { width, height } = page.getViewport({ scale: 1 });
    const { items } = await page.getTextContent();
    const pieces = items.flatMap(item => {
      if (!('str' in item) || !item.str.trim()) return [];
      const [a, b, , , x, y] = item.transform as number[];
      // A text that stands on its end goes up the page.
      const isUpright = Math.abs(b!) > Math.abs(a!);
      const [right, top] = isUpright ? [x!, y! + item.width] : [x! + item.width, y! + item.height];
      return [{ text: item.str.replaceAll('\u00a0', ' '), left: x!, right, top: height - top, bottom: height - y! }];
    });
    pages.push({ width, height, pieces, text: pieces.map(({ text }) => text).join(' ') });
  }
  await task.destroy();
  return pages;
}

/** What reaches beyond the paper: none on a page where nothing is cut. */
export function cutPieces(pages: readonly PdfPage[]): string[] {
  const least = 15;
  return pages.flatMap(({ width, height, pieces }, at) =>
    pieces
      .filter(one => one.left < least || one.right > width - least || one.top < least || one.bottom > height - least)
      .map(({ text }) => `page ${at + 1}: ${text}`),
  );
}
