/** A long text as it is kept: one kind of line break, no control characters or halves of letters, no blank edges. */
export function tidyText(typed: string): string {
  // Line by line: a pattern for «blanks before a line's end» takes minutes over a long row of blanks inside a line.
  const lines = storable(typed)
    .split('\n')
    .map(line => line.trimEnd());
  const written = (line: string) => line !== '';
  const first = lines.findIndex(written);
  return first < 0 ? '' : lines.slice(first, lines.findLastIndex(written) + 1).join('\n');
}

/** A line (a title, a name) as it is kept: its inner spaces single, nothing that turns the writing about. */
export function tidyLine(typed: string): string {
  return storable(typed)
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The beginning of a text for a notice: whole words, whole letters, at most so many UTF-16 units with the ellipsis. */
export function excerpt(text: string, most = 280): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  if (flat.length <= most) return flat;
  const fitting = wholeLetters(flat, most - 1);
  const lastSpace = flat[fitting.length] === ' ' ? fitting.length : fitting.lastIndexOf(' ');
  // One endless word is cut where it must be.
  const kept = lastSpace > most / 2 ? fitting.slice(0, lastSpace) : fitting;
  return `${kept.replace(/[\s.,;:–—-]+$/, '')}…`;
}

/** What a database keeps of a text: PostgreSQL takes neither NUL nor, in JSON, half a surrogate pair. Line breaks of one kind. */
export function storable(typed: string): string {
  return typed
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '');
}

function wholeLetters(text: string, most: number): string {
  let end = 0;
  // A letter may be several characters: an accent of its own, a family emoji.
  for (const { index, segment } of letters.segment(text.slice(0, most + 32))) {
    if (index + segment.length > most) break;
    end = index + segment.length;
  }
  return text.slice(0, end);
}

const letters = new Intl.Segmenter('ru', { granularity: 'grapheme' });
