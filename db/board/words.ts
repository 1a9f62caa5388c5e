import { wordsOf } from '../forum/words.ts';

/** SQL of the words of a document for the search of the board, in the same letters in index and query. */
export function documentWords(title: string, text: string): string {
  return `(${wordsOf(title)} || ${wordsOf(text)})`;
}
