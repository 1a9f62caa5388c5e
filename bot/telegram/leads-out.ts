/** Whether Telegram takes the address as a link: it refuses a whole message for one it can't imagine, such as one of the house itself. */
export function leadsOut(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) && new URL(url).hostname.includes('.');
}
