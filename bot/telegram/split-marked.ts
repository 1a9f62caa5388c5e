import type { Mark, MarkedText } from '#templates/marked-text.ts';
import { mostCharacters } from '../messenger.ts';

/** A long text as messages: cut between lines or words, with what stands out in each part of it. At least one part. */
export function splitMarked({ text, marks }: MarkedText, most = mostCharacters): MarkedText[] {
  const parts: MarkedText[] = [];
  for (let start = 0; start < text.length; ) {
    const end = endOf(text, start, most);
    const part = text.slice(start, end).trimEnd();
    if (part !== '') parts.push({ text: part, marks: within(marks, start, start + part.length) });
    start = end + (/^\s*/.exec(text.slice(end))?.[0].length ?? 0);
  }
  return parts.length > 0 ? parts : [{ text, marks: [] }];
}

function within(marks: readonly Mark[], start: number, end: number): Mark[] {
  return marks.flatMap(mark => {
    const from = Math.max(mark.offset, start);
    const length = Math.min(mark.offset + mark.length, end) - from;
    return length > 0 ? [{ ...mark, offset: from - start, length }] : [];
  });
}

/** Where a part that begins there ends: after a line, else after a word, else between two letters. */
function endOf(text: string, start: number, most: number): number {
  if (text.length - start <= most) return text.length;
  const piece = text.slice(start, start + most);
  for (const gap of ['\n', ' ']) {
    const at = piece.lastIndexOf(gap);
    if (at > most / 2) return start + at;
  }
  return /[\ud800-\udbff]$/.test(piece) ? start + most - 1 : start + most;
}
