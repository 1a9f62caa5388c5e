import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

type Doc = PDFKit.PDFDocument;
export type Face = 'plain' | 'bold';

const require = createRequire(import.meta.url);
// The face of the site; its TrueType files have Cyrillic letters, and only those used go into the file.
const faces = { plain: '400Regular/GolosText_400Regular.ttf', bold: '600SemiBold/GolosText_600SemiBold.ttf' };
const files = new Map<Face, Buffer>();

/** Gives the document our two faces. */
export function registerFaces(doc: Doc): void {
  for (const face of ['plain', 'bold'] as const) {
    const file = files.get(face) ?? readFileSync(require.resolve(`@expo-google-fonts/golos-text/${faces[face]}`));
    files.set(face, file);
    doc.registerFont(face, file);
  }
}

/** Widths of texts and how they break into lines; each word is measured once. */
export interface Metrics {
  widthOf(text: string, face: Face, size: number): number;
  /** Lines no wider than `width`; a word that is wider is broken, so nothing is ever cut off. */
  wrap(text: string, options: { width: number; face: Face; size: number }): string[];
  /** Of the longest piece that should not be broken. */
  longestWord(text: string, face: Face, size: number): number;
}

const unit = 100;

export function metricsOf(doc: Doc): Metrics {
  const known: Record<Face, Map<string, number>> = { plain: new Map(), bold: new Map() };
  const widthOf: Metrics['widthOf'] = (text, face, size) => {
    let width = known[face].get(text);
    if (width === undefined) {
      width = doc.font(face).fontSize(unit).widthOfString(text);
      known[face].set(text, width);
    }
    return (width * size) / unit;
  };
  const longestWord: Metrics['longestWord'] = (text, face, size) =>
    Math.max(0, ...wordsOf(text).map(word => widthOf(word.trimEnd(), face, size)));
  return {
    widthOf,
    longestWord,
    wrap: (text, options) => text.split('\n').flatMap(line => wrap(line, { ...options, widthOf })),
  };
}

interface Wrapping {
  width: number;
  face: Face;
  size: number;
  widthOf: Metrics['widthOf'];
}

function wrap(text: string, { width, face, size, widthOf }: Wrapping): string[] {
  const measure = (piece: string) => widthOf(piece.trimEnd(), face, size);
  if (measure(text) <= width) return [text];
  const lines: string[] = [];
  let line = '';
  for (const word of wordsOf(text)) {
    if (measure(line + word) <= width) {
      line += word;
      continue;
    }
    if (line) lines.push(line.trimEnd());
    line = word;
    while (measure(line) > width && line.trimEnd().length > 1) {
      const fits = fittingStart(line, width, measure);
      lines.push(line.slice(0, fits));
      line = line.slice(fits);
    }
  }
  if (line) lines.push(line.trimEnd());
  return lines;
}

/** How many letters of a word that must be broken stand on this line: one at least. */
function fittingStart(word: string, width: number, measure: (piece: string) => number): number {
  let fits = 1;
  while (fits < word.length - 1 && measure(word.slice(0, fits + 1)) <= width) fits++;
  return fits;
}

/** Pieces between which a line may end: after a space that is not a hard one, after a hyphen or a slash. */
function wordsOf(text: string): string[] {
  return text.match(/[^ \-/]*(?:[ \-/]+|$)/g)?.filter(Boolean) ?? [];
}
