/**
 * The link as Telegram keeps it, or undefined when it is none: http, https, tg and ton only, a missing scheme is http,
 * and a host without a dot (localhost) is no link. (https://core.telegram.org/bots/api#messageentity)
 */
export function checkedLink(link: string): string | undefined {
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(link) ? link : `http://${link}`;
  const url = URL.canParse(withScheme) ? new URL(withScheme) : undefined;
  if (!url) return undefined;
  if (url.protocol === 'tg:' || url.protocol === 'ton:') return link;
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  return url.hostname.includes('.') || url.hostname.startsWith('[') ? url.href : undefined;
}
