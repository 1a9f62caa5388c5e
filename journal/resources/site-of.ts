import querystring from 'node:querystring';
import { domainToUnicode } from 'node:url';

/**
 * The site of an address as people read it: «школа.рф» in Russian letters, while letters of other alphabets under a Latin
 * domain, which can be mistaken for its own, stay spelled out.
 */
export function siteOf({ hostname, port }: URL): string {
  const readable = domainToUnicode(hostname);
  const isOurs = /^[\p{Script=Cyrillic}\d.-]+$/u.test(readable) && /\.\p{Script=Cyrillic}+$/u.test(readable);
  return `${isOurs ? readable : hostname}${port ? `:${port}` : ''}`;
}

/** The address in one line: the site and the path. */
export function shownAddress(address: URL): string {
  return `${siteOf(address)}${address.pathname === '/' ? '' : querystring.unescape(address.pathname)}`;
}
