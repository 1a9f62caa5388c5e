import type { PrintedScreen } from '#templates/press.ts';
import { mostCharacters } from './messenger.ts';

/**
 * A screen as messages no longer than every messenger takes, cut between lines; the buttons stay with the last.
 * Templates never let a tag span lines, so each part is whole; a single line that is too long is cut as plain text.
 * Throws for a screen without words: no messenger shows one.
 */
export function splitScreen({ text, buttons }: PrintedScreen): PrintedScreen[] {
  const parts: string[] = [];
  for (const line of text.split('\n').flatMap(shortLines)) {
    const longer = [...parts.slice(-1), line].join('\n');
    if (parts.length > 0 && longer.length <= mostCharacters) parts[parts.length - 1] = longer;
    else parts.push(line);
  }
  // Empty lines around a cut would make a message of nothing, which messengers refuse.
  const written = parts.map(part => part.trim()).filter(part => part !== '');
  if (written.length === 0) throw new RangeError('a screen without words');
  return written.map((part, index) => ({ text: part, buttons: index === written.length - 1 ? buttons : [] }));
}

function shortLines(line: string): string[] {
  if (line.length <= mostCharacters) return [line];
  const plain = line.replace(/<[^>]*>/g, '');
  const pieces: string[] = [];
  for (let start = 0; start < plain.length; ) {
    const end = wholeEnd(plain, start, Math.min(plain.length, start + mostCharacters));
    pieces.push(plain.slice(start, end));
    start = end;
  }
  return pieces;
}

/** Where to cut at `end` or a little before, so that neither an entity nor a surrogate pair is cut in two. */
function wholeEnd(plain: string, start: number, end: number): number {
  if (end === plain.length) return end;
  const entity = /&[#\w]{0,8}$/.exec(plain.slice(start, end));
  const before = entity ? end - entity[0].length : end;
  return /[\ud800-\udbff]/.test(plain[before - 1]!) ? before - 1 : before;
}
