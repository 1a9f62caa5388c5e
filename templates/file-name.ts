/** Words as the name of a file: without what some system cannot hold, in one line, no longer than each of them takes. */
export function asFileName(words: string): string {
  return words
    .replaceAll('/', '-')
    .replace(/[\\:*?"<>|]+/g, ' ')
    .replace(/[\s\u00a0]+/g, ' ')
    .replace(/[. ]+$/, '')
    .slice(0, mostLetters)
    .trim();
}

/** In UTF-8 a Russian letter is two bytes, and 255 bytes are the most. */
const mostLetters = 110;
