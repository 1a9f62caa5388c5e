import type { MessageEntity } from 'grammy/types';
import { type FormattedText, inOrder } from './entities.ts';
import { closeTag, type OpenTag, openTag } from './html-tags.ts';
import { cannotParse, readReference } from './html-text.ts';

/**
 * Reads the documented HTML style (https://core.telegram.org/bots/api#html-style) as strictly as the real server does:
 * an unknown tag, a wrong nesting or a bare `<` is refused, with the byte offset where it stands.
 */
export function parseHtml(source: string): FormattedText {
  const open: OpenTag[] = [];
  const entities: MessageEntity[] = [];
  let text = '';
  let at = 0;
  while (at < source.length) {
    const char = source.charAt(at);
    if (char === '&') {
      const reference = readReference(source, at);
      text += reference?.char ?? '&';
      at = reference?.end ?? at + 1;
    } else if (char !== '<') {
      text += char;
      at += 1;
    } else if (source.charAt(at + 1) === '/') {
      at = closeTag(source, at, { open, entities, text });
    } else {
      at = openTag(source, at, { open, text });
    }
  }
  const last = open.at(-1);
  if (last) throw cannotParse(`Can't find end tag corresponding to start tag "${last.name}"`);
  return { text, entities: inOrder(entities) };
}
