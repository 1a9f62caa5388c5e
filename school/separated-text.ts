import { isUtf8 } from 'node:buffer';

/**
 * The text of a CSV file by its own signs: UTF-16 and UTF-8 with a mark, plain UTF-8, else the Cyrillic page of Windows.
 * Nothing for binary bytes.
 */
export function decodeText(content: Buffer): string | undefined {
  const text = new TextDecoder(charsetOf(content)).decode(content);
  return /(?![\t\n\f\r])\p{Cc}/u.test(text) ? undefined : text;
}

/**
 * What separates the cells: what the file itself says in a first line «sep=;», else the sign that stands in most lines
 * of its beginning. `body` is the text without such a line.
 */
export function delimiterOf(text: string): { delimiter: string; body: string } {
  const said = /^sep=(.)\r?\n/i.exec(text);
  if (said) return { delimiter: said[1]!, body: text.slice(said[0].length) };
  const lines = text
    .slice(0, 20_000)
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/\r?\n/);
  const score = (sign: string) => lines.filter(line => line.includes(sign)).length;
  // The semicolon first: with it a comma is but a decimal one or stands in a topic.
  const [best] = [';', '\t', ','].toSorted((a, b) => score(b) - score(a));
  return { delimiter: best!, body: text };
}

function charsetOf(content: Buffer): string {
  if (content[0] === 0xff && content[1] === 0xfe) return 'utf-16le';
  if (content[0] === 0xfe && content[1] === 0xff) return 'utf-16be';
  return isUtf8(content) ? 'utf-8' : 'windows-1251';
}
