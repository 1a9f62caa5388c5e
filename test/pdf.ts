import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** A page of a PDF as a program reads it. */
export interface PdfPage {
  width: number;
  height: number;
  /** The pieces of text in the order in which they were written, with their edges from the page's left and top and the size of their type. */
  pieces: PdfPiece[];
  /** All of it in one line, hard spaces as plain ones. */
  text: string;
}

export interface PdfPiece {
  text: string;
  size: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
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
      const size = Math.hypot(a!, b!);
      // A text that stands on its end goes up the page, its letters to the left of where it begins.
      const isUpright = Math.abs(b!) > Math.abs(a!);
      const [left, right] = isUpright ? [x! - size, x!] : [x!, x! + item.width];
      const top = height - y! - (isUpright ? item.width : size);
      return [{ text: item.str.replaceAll('\u00a0', ' '), size, left, right, top, bottom: height - y! }];
    });
    pages.push({ width, height, pieces, text: pieces.map(({ text }) => text).join(' ') });
  }
  await task.destroy();
  return pages;
}

/** What reaches beyond the margins, in points; without any, beyond what a printer can print: none on a page where nothing is cut. */
export function cutPieces(
  pages: readonly PdfPage[],
  { left, right, top, bottom } = { left: 15, right: 15, top: 15, bottom: 15 },
): string[] {
  return pages.flatMap(({ width, height, pieces }, at) =>
    pieces
      .filter(one => one.left < left || one.right > width - right || one.top < top || one.bottom > height - bottom)
      .map(({ text }) => `page ${at + 1}: ${text}`),
  );
}

/** Pieces that are written over each other. */
export function overlaps(pages: readonly PdfPage[]): string[] {
  const slack = 1;
  return pages.flatMap(({ pieces }, at) => {
    const down = pieces.toSorted((a, b) => a.top - b.top);
    return down.flatMap((one, index) => {
      const found: string[] = [];
      for (let next = index + 1; next < down.length && down[next]!.top < one.bottom - slack; next++) {
        const other = down[next]!;
        const meets = other.left < one.right - slack && other.right > one.left + slack;
        if (meets) found.push(`page ${at + 1}: ${one.text} | ${other.text}`);
      }
      return found;
    });
  });
}
