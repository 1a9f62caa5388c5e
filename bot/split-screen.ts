import type { PrintedScreen } from '#templates/press.ts';
import { mostCharacters } from './messenger.ts';

/**
 * A screen as messages no longer than every messenger takes, cut between lines; the buttons stay with the last.
 * Templates never let a tag span lines, so each part is whole; a single line that is too long is cut as plain text.
 */
export function splitScreen(screen: PrintedScreen): PrintedScreen[] {
  const parts: string[] = [];
  let part = '';
  for (const line of screen.text.split('\n').flatMap(shortLines)) {
    if (part && part.length + 1 + line.length > mostCharacters) {
      parts.push(part);
      part = '';
    }
    part = part ? `${part}\n${line}` : line;
  }
  parts.push(part);
  return parts.map((text, index) => ({ text: text.trim(), buttons: index === parts.length - 1 ? screen.buttons : [] }));
}

function shortLines(line: string): string[] {
  if (line.length <= mostCharacters) return [line];
  const plain = line.replace(/<[^>]*>/g, '');
  const pieces: string[] = [];
  for (let start = 0; start < plain.length; ) {
    let end = Math.min(plain.length, start + mostCharacters);
    // Neither an entity nor a surrogate pair is cut in two.
    const entity = /&[#\w]{0,8}$/.exec(plain.slice(start, end));
    if (end < plain.length && entity) end -= entity[0].length;
    if (end < plain.length && /[\ud800-\udbff]/.test(plain[end - 1]!)) end--;
    pieces.push(plain.slice(start, end));
    start = end;
  }
  return pieces;
}
