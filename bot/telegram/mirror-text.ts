import type { MessageEntity } from 'grammy/types';
import type { ShowStep } from '#forum/mirror/steps.ts';
import { type Mark, type MarkedText, markedText } from '#templates/marked-text.ts';
import type { Press } from '#templates/press.ts';
import { leadsOut } from './leads-out.ts';
import { splitMarked } from './split-marked.ts';

/** A message of a reply, as Telegram takes it. */
export interface Part {
  text: string;
  entities: MessageEntity[];
}

/** A reply of the forum as messages of a group: who says it, whom it quotes, the words; `site` is the journal's own address. */
export function partsOf(press: Press, { reply, fromGroup, quoted }: ShowStep, site: string | undefined): Part[] {
  const name = press.sentence('bot/mirror/author', { author: reply.author, corrected: fromGroup !== null });
  const head: MarkedText = { text: name, marks: [{ kind: 'bold', offset: 0, length: name.length }] };
  const quote =
    quoted && quoteOf(press.sentence('bot/mirror/quoted', { ...quoted, text: markedText(quoted.text).text }));
  const whole = [head, ...(quote ? [quote] : []), markedText(reply.text), filesOf(press, reply, site)].reduce(below);
  return splitMarked(whole).map(part => ({
    text: part.text,
    entities: part.marks.flatMap(mark => entityOf(mark, site)),
  }));
}

/** Files are named and stay on the site. */
function filesOf(press: Press, { id, files }: ShowStep['reply'], site: string | undefined): MarkedText {
  if (files.length === 0) return { text: '', marks: [] };
  const text = press.sentence('bot/mirror/files', { files });
  const url = `${site ?? ''}/forum/replies/${id}`;
  return { text, marks: [{ kind: 'link', offset: 0, length: text.length, url }] };
}

function quoteOf(text: string): MarkedText {
  return { text, marks: [{ kind: 'blockquote', offset: 0, length: text.length }] };
}

function below(above: MarkedText, { text, marks }: MarkedText): MarkedText {
  if (text === '') return above;
  const by = above.text.length + 1;
  return {
    text: `${above.text}\n${text}`,
    marks: [...above.marks, ...marks.map(mark => ({ ...mark, offset: mark.offset + by }))],
  };
}

function entityOf({ kind, url, ...where }: Mark, site: string | undefined): MessageEntity[] {
  if (kind !== 'link') return [{ type: kind, ...where }];
  const address = url?.startsWith('/') && site ? site + url : url;
  return address && leadsOut(address) ? [{ type: 'text_link', url: address, ...where }] : [];
}
