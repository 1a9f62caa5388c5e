import { documentWords } from '#db/board/words.ts';
import { soughtWords, wordQuery } from '#school/search-words.ts';

/** What is looked for among the documents of the board. */
export interface Sought {
  /** Words in any form, of the title or the text. */
  q?: string | undefined;
  /** Who signed: a person's id. */
  signer?: number | undefined;
}

/** The conditions as SQL of a document `d`, with their parameters. Refusals under `q`: nothing to look for, too much. */
export function soughtIn({ q, signer }: Sought): { sql: string; params: unknown[] } {
  const words = q === undefined ? undefined : wordQuery(soughtWords(q));
  const parts = [
    ...(words ? [`and ${documentWords('d.title', 'd.text')} @@ (${words.sql})`] : []),
    ...(signer === undefined ? [] : ['and d.signer_id = ?']),
  ];
  return { sql: parts.join(' '), params: [...(words?.params ?? []), ...(signer === undefined ? [] : [signer])] };
}
