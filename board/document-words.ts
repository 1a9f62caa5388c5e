import { invalid } from '#school/refusal.ts';
import { tidyLine } from '#school/typed-text.ts';

/** The title of a document on one line. Refusals at `title`: none, over 250 characters. */
export function readTitle(typed: string): string {
  const title = tidyLine(typed);
  if (title === '') invalid('document-title', 'title');
  if (title.length > 250) invalid('document-title-long', 'title');
  return title;
}

/** A tidied text that is not too long for a document. Refusal at `text`: over 100,000 characters. */
export function readWords(text: string): string {
  if (text.length > 100_000) invalid('document-text-long', 'text');
  return text;
}
