import { invalid } from './refusal.ts';
import { tidyLine } from './typed-text.ts';

/** One thing that is looked for: a word, or words side by side; or one that must not be there. */
export interface SoughtWord {
  text: string;
  excluded: boolean;
}

const most = { letters: 200, words: 12 };

/**
 * What was typed into the search: words in any order and form, «слова подряд» in quotes, and -лишнее.
 * Refusals under `q`: nothing to look for, too much.
 */
export function soughtWords(typed: string): SoughtWord[] {
  const line = tidyLine(typed);
  if ([...line].length > most.letters) invalid('search-long', 'q', most);
  const words = [
    ...line.matchAll(/(?<minus>(?<![\p{L}\p{N}])[-−–])?(?:["«“„](?<phrase>[^"»”“]*)["»”“]?|(?<word>[^\s"«»“”„]+))/gu),
  ]
    .map(({ groups }) => ({
      text: (groups!.phrase ?? groups!.word ?? '').trim(),
      excluded: groups!.minus !== undefined,
    }))
    .filter(({ text }) => /[\p{L}\p{N}]/u.test(text));
  if (words.length > most.words) invalid('search-long', 'q', most);
  if (words.every(({ excluded }) => excluded)) invalid('search-empty', 'q');
  return words;
}

/** The words as SQL of a tsquery over `wordsOf`, with its parameters. */
export function wordQuery(words: readonly SoughtWord[]): { sql: string; params: string[] } {
  const either = `(phraseto_tsquery('russian', ?) || phraseto_tsquery('simple', ?))`;
  return {
    sql: words.map(({ excluded }) => `${excluded ? '!!' : ''}${either}`).join(' && '),
    params: words.flatMap(({ text }) => [text, text]),
  };
}
