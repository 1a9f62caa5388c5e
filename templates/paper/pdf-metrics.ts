import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { breakSign, breaksOf } from './hyphenate.ts';

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

interface Wrapping {
  width: number;
  face: Face;
  size: number;
}

/** Widths of texts and how they break into lines; each word is measured once. */
export interface Metrics {
  widthOf(text: string, face: Face, size: number): number;
  /** Lines no wider than `width`; a word that is wider is broken by syllables, so nothing is ever cut off. */
  wrap(text: string, options: Wrapping): string[];
  /** As many lines, alike in length: a heading does not leave a word alone. */
  balance(text: string, options: Wrapping): string[];
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
  const wrapAll: Metrics['wrap'] = (text, { width, face, size }) => {
    // What was reckoned to fit must fit, whatever the last digit of a sum.
    const fits = (piece: string) => widthOf(piece.trimEnd(), face, size) <= width + 0.01;
    return text.split('\n').flatMap(line => wrap(line, fits));
  };
  return { widthOf, longestWord, wrap: wrapAll, balance: (text, options) => balance(text, options, wrapAll) };
}

function wrap(text: string, fits: (piece: string) => boolean): string[] {
  if (fits(text)) return [text];
  const lines: string[] = [];
  let line = '';
  for (const word of wordsOf(text)) {
    if (fits(line + word)) {
      line += word;
      continue;
    }
    if (line) lines.push(line.trimEnd());
    line = word;
    while (!fits(line) && line.trimEnd().length > 1) {
      const [start, rest] = broken(line, fits);
      lines.push(start);
      line = rest;
    }
  }
  if (line) lines.push(line.trimEnd());
  return lines;
}

/** The word in two: by syllables, or by letters where that will not do; one letter at least stands on the line. */
function broken(word: string, fits: (piece: string) => boolean): [start: string, rest: string] {
  const syllables = breaksOf(word).findLast(at => fits(word.slice(0, at) + breakSign));
  if (syllables) return [word.slice(0, syllables) + breakSign, word.slice(syllables)];
  let at = 1;
  while (at < word.length - 1 && fits(word.slice(0, at + 1))) at++;
  return [word.slice(0, at), word.slice(at)];
}

function balance(text: string, options: Wrapping, wrapAll: Metrics['wrap']): string[] {
  let lines = wrapAll(text, options);
  let [narrow, wide] = [options.width / 2, options.width];
  while (lines.length > 1 && wide - narrow > 4) {
    const width = (narrow + wide) / 2;
    const tried = wrapAll(text, { ...options, width });
    if (tried.length > lines.length) narrow = width;
    else [lines, wide] = [tried, width];
  }
  return lines;
}

// Initials stay together, a dash does not begin a line, a number does not leave its sign.
const breakable = /(?<!(?<!\p{L})\p{Lu}\.)(?<![№§]) +(?!—)|(?<= \p{Lu}\.) +(?!\p{Lu}\.|—)/u;
const afterSign = /(?<=\p{L}{2}-)(?=\p{L}{2})|(?<=[\p{L}/][/-])(?=[\p{L}\d]{2})/u;
const ends = new RegExp(`(?<=${breakable.source})|${afterSign.source}`, 'u');

/** Pieces between which a line may end: after a space that is not a hard one, after a hyphen or a slash between words. */
function wordsOf(text: string): string[] {
  return /[ /-]/.test(text) ? text.split(ends).filter(Boolean) : [text];
}
