import { plainText } from '#templates/plain-text.ts';
import type { Press } from '#templates/press.ts';

/** A screen's text where nothing can be covered up: what a person wants hidden until touched is left out. */
export function withoutSpoilers(press: Press, text: string): { html: string; text: string } {
  const hidden = press.sentence('bot/hidden');
  const html = text.replace(/<tg-spoiler>.*?<\/tg-spoiler>/gs, hidden);
  return { html: html.replaceAll('\n', '<br>\n'), text: plainText(html) };
}
