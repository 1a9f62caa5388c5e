import type { MessageEntity } from 'grammy/types';
import { isObject } from './params.ts';
import { badRequest } from './refused.ts';

/** Plain text and what stands out in it; offsets and lengths in UTF-16 code units. */
export interface FormattedText {
  text: string;
  entities: MessageEntity[];
}

/** Entities by their beginning, the longer (outer) first. */
export function inOrder(entities: MessageEntity[]): MessageEntity[] {
  return entities.toSorted((a, b) => a.offset - b.offset || b.length - a.length);
}

/** Checks entities given instead of a parse mode; kinds found by the server itself are dropped, as in the real one. */
export function givenEntities(value: unknown, text: string): MessageEntity[] {
  if (!Array.isArray(value)) return [];
  return inOrder(value.map(one => givenEntity(one, text)).filter(entity => !foundTypes.has(entity.type)));
}

/** Commands, mentions, hashtags and addresses, as the server finds them in any text. */
export function foundEntities(text: string, taken: MessageEntity[] = []): MessageEntity[] {
  const found = patterns.flatMap(([type, pattern]) =>
    [...text.matchAll(pattern)].map(match => ({ type, offset: match.index, length: match[0].length }) as MessageEntity),
  );
  return found.filter(entity => !taken.some(other => whole.has(other.type) && overlap(entity, other)));
}

const foundTypes = new Set<MessageEntity['type']>(['mention', 'hashtag', 'bot_command', 'url', 'email']);
const whole = new Set<MessageEntity['type']>(['code', 'pre', 'text_link']);

const patterns: [MessageEntity['type'], RegExp][] = [
  ['bot_command', /(?<![\p{L}\p{N}_/>])\/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\p{L}\p{N}_/])/gu],
  ['mention', /(?<![\p{L}\p{N}_/@])@[A-Za-z0-9_]{4,32}(?![\p{L}\p{N}_])/gu],
  ['hashtag', /(?<![\p{L}\p{N}_#/])#(?=[\p{N}_]*\p{L})[\p{L}\p{N}_]{1,256}/gu],
  ['url', /(?<![\p{L}\p{N}_])https?:\/\/[^\s/?#]*\.[^\s<>"«»]*[^\s<>"«».,:;!?)\]]/gu],
];

function givenEntity(value: unknown, text: string): MessageEntity {
  if (!isObject(value)) throw badRequest("Can't parse MessageEntity: expected an Object");
  const { type, offset, length } = value;
  if (typeof type !== 'string' || type === '') throw badRequest("Can't parse MessageEntity: Type is not specified");
  if (!known.has(type)) throw badRequest("Can't parse MessageEntity: Unsupported type specified");
  if (!Number.isInteger(offset) || !Number.isInteger(length)) {
    throw badRequest('Can\'t parse MessageEntity: Field "offset" must be of type Number');
  }
  if ((offset as number) < 0) throw badRequest(`Receive an entity with incorrect offset ${offset}`);
  if ((length as number) < 0) throw badRequest(`Receive an entity with incorrect length ${length}`);
  const end = (offset as number) + (length as number);
  if (end > text.length) {
    throw badRequest(
      `Entity beginning at UTF-16 offset ${offset} ends after the end of the text at UTF-16 offset ${end}`,
    );
  }
  return value as unknown as MessageEntity;
}

const known = new Set([
  ...['bold', 'italic', 'underline', 'strikethrough', 'spoiler', 'code', 'pre', 'text_link', 'text_mention'],
  ...['custom_emoji', 'blockquote', 'expandable_blockquote', 'mention', 'hashtag', 'cashtag', 'bot_command', 'url'],
  ...['email', 'phone_number', 'bank_card_number'],
]);

function overlap(a: MessageEntity, b: MessageEntity) {
  return a.offset < b.offset + b.length && b.offset < a.offset + a.length;
}
