/**
 * SQL of the words of a text for the search of the forum, in the same letters in index and query. Words stand by their
 * Russian stems and as they were written: the stemmer takes «журнал» and «журналом» for different words, and what was
 * written of the one is the stem of the other.
 */
export function wordsOf(column: string): string {
  return `(to_tsvector('russian', ${column}) || to_tsvector('simple', ${column}))`;
}
