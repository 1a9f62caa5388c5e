import type { MessageEntity } from 'grammy/types';
import { cannotParse, readReference } from './html-text.ts';
import { checkedLink } from './link.ts';

/** A tag that waits for its end. `argument` is the href, the language or the like. */
export interface OpenTag {
  name: string;
  argument: string;
  offset: number;
}

const types: Record<string, MessageEntity['type']> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  span: 'spoiler',
  'tg-spoiler': 'spoiler',
  a: 'text_link',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  'tg-emoji': 'custom_emoji',
};

/** Reads a start tag at `at`, pushes it, gives the position after it. Refuses a tag or an attribute out of form. */
export function openTag(source: string, at: number, state: { open: OpenTag[]; text: string }): number {
  const where = `at byte offset ${bytes(source, at)}`;
  const name = /^<([^\s>]*)/.exec(source.slice(at))?.[1] ?? '';
  let next = at + 1 + name.length;
  if (next >= source.length) throw cannotParse(`Unclosed start tag ${where}`);
  const tag = { name: name.toLowerCase(), argument: '', offset: state.text.length };
  if (!Object.hasOwn(types, tag.name)) throw cannotParse(`Unsupported start tag "${tag.name}" ${where}`);
  for (;;) {
    next += /^\s*/.exec(source.slice(next))?.[0].length ?? 0;
    if (next >= source.length) throw cannotParse(`Unclosed start tag "${tag.name}" ${where}`);
    if (source.charAt(next) === '>') break;
    next = readAttribute(source, next, { tag, where });
  }
  if (tag.name === 'span' && tag.argument !== 'spoiler') {
    throw cannotParse(`Tag "span" must have class "tg-spoiler" ${where}`);
  }
  state.open.push(tag);
  return next + 1;
}

/** Reads an end tag at `at`, turns its pair into an entity, gives the position after it. Refuses a wrong nesting. */
export function closeTag(
  source: string,
  at: number,
  state: { open: OpenTag[]; entities: MessageEntity[]; text: string },
): number {
  const where = `at byte offset ${bytes(source, at)}`;
  const tag = state.open.pop();
  if (!tag) throw cannotParse(`Unexpected end tag ${where}`);
  const [whole, name] = /^<\/([^\s>]*)\s*>/.exec(source.slice(at)) ?? [];
  if (whole === undefined || name === undefined) throw cannotParse(`Unclosed end tag ${where}`);
  if (name !== '' && name.toLowerCase() !== tag.name) {
    throw cannotParse(`Unmatched end tag ${where}, expected "</${tag.name}>", found "</${name.toLowerCase()}>"`);
  }
  if (state.text.length > tag.offset) addEntity(state.entities, tag, state.text);
  return at + whole.length;
}

function readAttribute(source: string, at: number, into: { tag: OpenTag; where: string }): number {
  const { tag, where } = into;
  const rest = source.slice(at);
  const name = (/^[^\s=>]*/.exec(rest)?.[0] ?? '').toLowerCase();
  if (name === '') throw cannotParse(`Empty attribute name in the tag "${tag.name}" ${where}`);
  const equals = /^\s*=\s*/.exec(rest.slice(name.length))?.[0];
  if (equals === undefined) {
    if (name !== 'expandable' || tag.name !== 'blockquote') {
      throw cannotParse(`Expected equal sign in declaration of an attribute of the tag "${tag.name}" ${where}`);
    }
    tag.argument = name;
    return at + name.length;
  }
  const start = at + name.length + equals.length;
  const written = /^(?:"[^"]*"|'[^']*'|[a-z0-9.-]*(?=[\s>]))/i.exec(source.slice(start))?.[0];
  if (written === undefined) {
    const quoted = /^["']/.test(source.slice(start));
    throw cannotParse(
      quoted ? `Unclosed start tag ${where}` : `Unexpected end of name token at byte offset ${bytes(source, start)}`,
    );
  }
  keepArgument(tag, name, /^["']/.test(written) ? decoded(written.slice(1, -1)) : written.toLowerCase());
  return start + written.length;
}

function keepArgument(tag: OpenTag, name: string, value: string) {
  if (tag.name === 'a' && name === 'href') tag.argument = value;
  if (tag.name === 'tg-emoji' && name === 'emoji-id') tag.argument = value;
  if (tag.name === 'code' && name === 'class' && value.startsWith('language-')) tag.argument = value.slice(9);
  if (tag.name === 'span' && name === 'class' && value.startsWith('tg-')) tag.argument = value.slice(3);
}

function addEntity(entities: MessageEntity[], tag: OpenTag, text: string) {
  const place = { offset: tag.offset, length: text.length - tag.offset };
  const type = types[tag.name];
  if (type === 'text_link') {
    const url = checkedLink(tag.argument || text.slice(tag.offset));
    if (url) entities.push({ type, ...place, url });
  } else if (type === 'custom_emoji') {
    if (!/^[1-9]\d*$/.test(tag.argument)) throw cannotParse('Invalid custom emoji identifier specified');
    entities.push({ type, ...place, custom_emoji_id: tag.argument });
  } else if (type === 'pre' || type === 'code') {
    addCode(entities, tag, { type, ...place });
  } else if (type === 'blockquote' && tag.argument) {
    entities.push({ type: 'expandable_blockquote', ...place });
  } else {
    entities.push({ type, ...place } as MessageEntity);
  }
}

/** `<pre><code class="language-…">` is one entity with a language; a language without the pair is forgotten. */
function addCode(
  entities: MessageEntity[],
  tag: OpenTag,
  entity: { type: 'pre' | 'code'; offset: number; length: number },
) {
  const inner = entities.at(-1) as (MessageEntity & { language?: string }) | undefined;
  const pair = entity.type === 'pre' && inner?.type === 'code' && inner.language !== undefined;
  if (pair && inner.offset === entity.offset && inner.length === entity.length) {
    entities.splice(-1, 1, { ...entity, type: 'pre', language: inner.language ?? '' });
    return;
  }
  entities.push(
    (entity.type === 'code' && tag.argument ? { ...entity, language: tag.argument } : entity) as MessageEntity,
  );
}

function decoded(value: string): string {
  return value.replace(/&[^;&\s]*;?/g, found => {
    const reference = readReference(found, 0);
    return reference ? reference.char + found.slice(reference.end) : found;
  });
}

function bytes(source: string, at: number) {
  return Buffer.byteLength(source.slice(0, at));
}
