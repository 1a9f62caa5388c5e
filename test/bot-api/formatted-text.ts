import type { MessageEntity } from 'grammy/types';
import { type FormattedText, foundEntities, givenEntities, inOrder } from './entities.ts';
import { parseHtml } from './html.ts';
import { json } from './params.ts';
import { badRequest } from './refused.ts';
import type { ApiRequest } from './request.ts';

/** Text of a message as it will be seen, still of any length. Refuses an absent text and wrong entities. */
export function readText(request: ApiRequest): FormattedText {
  const text = request.params.text ?? '';
  if (text === '') throw badRequest('message text is empty');
  return read(text, request, 'entities');
}

/** Caption of a photo or document; empty is allowed. */
export function readCaption(request: ApiRequest): FormattedText {
  return read(request.params.caption ?? '', request, 'caption_entities');
}

/** 1–4096 UTF-16 units after entities parsing, blanks around cut off. */
export function fittingText(formatted: FormattedText): FormattedText {
  const fixed = fix(formatted);
  if (fixed.text === '') throw badRequest('text must be non-empty');
  if (fixed.text.length > 4096) throw badRequest('message is too long');
  return fixed;
}

/** 0–1024 UTF-16 units after entities parsing. */
export function fittingCaption(formatted: FormattedText): FormattedText {
  const fixed = fix(formatted);
  if (fixed.text.length > 1024) throw badRequest('message caption is too long');
  return fixed;
}

function read(text: string, request: ApiRequest, entities: string): FormattedText {
  if (Buffer.byteLength(text) > 32768) throw badRequest('Text is too long');
  const mode = (request.params.parse_mode ?? '').toLowerCase();
  if (text === '' || mode === '' || mode === 'none') {
    return { text, entities: givenEntities(json(request, entities, 'entities'), text) };
  }
  if (mode === 'html') return parseHtml(text);
  // Markdown is not imitated: better a loud refusal than a wrong picture.
  throw badRequest('Unsupported parse_mode');
}

function fix(formatted: FormattedText): FormattedText {
  const { text, entities } = clean(formatted);
  const end = text.replace(/[ \n]+$/, '').length;
  const blank = text.length - text.replace(/^[ \n]+/, '').length;
  const start = Math.min(blank, entities[0]?.offset ?? blank);
  const result = text.slice(start, end);
  if (result.trim() === '') return { text: '', entities: [] };
  const kept = entities
    .map(entity => moved(entity, -start, result.length))
    .filter(entity => result.slice(entity.offset, entity.offset + entity.length).trim() !== '');
  return { text: result, entities: inOrder([...kept, ...foundEntities(result, kept)]) };
}

/** Control characters become spaces, carriage returns go. */
function clean({ text, entities }: FormattedText): FormattedText {
  const before = (at: number) => text.slice(0, at).split('\r').length - 1;
  return {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the control characters are what is replaced
    text: text.replaceAll('\r', '').replace(/[\u0000-\u0009\u000b\u000c\u000e-\u001f]/g, ' '),
    entities: entities.map(entity => {
      const offset = entity.offset - before(entity.offset);
      const end = entity.offset + entity.length;
      return { ...entity, offset, length: end - before(end) - offset };
    }),
  };
}

function moved(entity: MessageEntity, by: number, end: number): MessageEntity {
  const offset = entity.offset + by;
  return { ...entity, offset, length: Math.min(entity.length, end - offset) };
}
