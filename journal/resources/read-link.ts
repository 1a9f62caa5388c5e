import { invalid } from '#school/refusal.ts';
import { tidyLine } from '#school/typed-text.ts';
import { shownAddress } from './site-of.ts';

export interface TypedLink {
  url: string;
  /** What it is; without one the address says it. */
  title?: string | undefined;
}

const longestAddress = 2000;
const longestTitle = 200;

/**
 * A web address as it is kept, and what it is called; one typed without «https://» gets it. Refusals under `link` and
 * `linkTitle`: no address of the web (only http and https are), one with a name and password in it, too long.
 */
export function readLink({ url, title = '' }: TypedLink): { url: string; title: string } {
  const typed = tidyLine(url);
  const address = URL.parse(
    /^[a-z][a-z\d+.-]*:/i.test(typed) && !/^[^/:]+:\d/.test(typed) ? typed : `https://${typed}`,
  );
  if (!address || !['http:', 'https:'].includes(address.protocol) || !address.hostname.includes('.'))
    invalid('resource/link', 'link');
  if (address.username !== '' || address.password !== '') invalid('resource/link', 'link');
  if (address.href.length > longestAddress) invalid('resource/link-long', 'link', { most: longestAddress });
  const named = tidyLine(title);
  if (named.length > longestTitle) invalid('resource/title-long', 'linkTitle', { most: longestTitle });
  return { url: address.href, title: named || tidyLine(shownAddress(address)).slice(0, longestTitle) };
}
