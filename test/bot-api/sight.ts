import type { InlineKeyboardButton, MessageEntity } from 'grammy/types';
import type { Upload } from './request.ts';
import type { Kept, Room } from './room.ts';
import type { Telegram } from './telegram.ts';

/** A message as a person sees it. */
export interface Seen {
  id: number;
  from: 'bot' | 'person';
  /** Plain text or caption; the marking is in `entities`. */
  text: string;
  entities: MessageEntity[];
  /** Labels, row by row. */
  buttons: string[][];
  keyboard: InlineKeyboardButton[][];
  edited: boolean;
  /** In a group with topics. */
  thread: number | undefined;
  /** The message it answers. */
  answers: number | undefined;
  /** A photo or document: its name and bytes. */
  file: Upload | undefined;
}

/** What to wait for: a part of the text, a pattern, or a question to the message. */
export type Matcher = string | RegExp | ((message: Seen) => boolean);

/** The message as it is seen now. */
export function seen(telegram: Telegram, { message, byBot, edited }: Kept): Seen {
  const keyboard = message.reply_markup?.inline_keyboard ?? [];
  const fileId = message.document?.file_id ?? message.photo?.at(-1)?.file_id;
  return {
    id: message.message_id,
    from: byBot ? 'bot' : 'person',
    text: message.text ?? message.caption ?? '',
    entities: message.entities ?? message.caption_entities ?? [],
    buttons: keyboard.map(row => row.map(button => button.text)),
    keyboard,
    edited,
    thread: message.message_thread_id,
    answers: message.reply_to_message?.message_id,
    file: fileId === undefined ? undefined : telegram.files.get(fileId),
  };
}

/** All messages of a chat in order, the deleted ones gone. */
export function sight(telegram: Telegram, room: Room): Seen[] {
  return room.kept.filter(one => !one.deleted).map(one => seen(telegram, one));
}

/**
 * Reading a chat message by message: `next` gives the first message or edit of the bot after the last one read that
 * matches (waiting for it up to `within` milliseconds), `rest` all that came since.
 */
export function createReading(telegram: Telegram, room: Room) {
  let read = 0;
  const take = (matcher: Matcher) => {
    const unread = room.happened.slice(read).map(one => seen(telegram, one));
    const at = unread.findIndex(one => matches(one, matcher));
    if (at >= 0) read += at + 1;
    return unread[at];
  };
  return {
    next(matcher: Matcher = '', { within = 5000 }: { within?: number } = {}): Promise<Seen> {
      const { promise, resolve, reject } = Promise.withResolvers<Seen>();
      const look = () => {
        const found = take(matcher);
        if (found) resolve(found);
        return found;
      };
      if (look()) return promise;
      const timer = setTimeout(() => reject(new Error(nothing(telegram, room, matcher))), within);
      room.listeners.add(look);
      return promise.finally(() => {
        clearTimeout(timer);
        room.listeners.delete(look);
      });
    },
    rest(): Seen[] {
      const unread = room.happened.slice(read).map(one => seen(telegram, one));
      read = room.happened.length;
      return unread;
    },
  };
}

function matches(message: Seen, matcher: Matcher) {
  if (typeof matcher === 'string') return message.text.includes(matcher);
  return matcher instanceof RegExp ? matcher.test(message.text) : matcher(message);
}

function nothing(telegram: Telegram, room: Room, matcher: Matcher) {
  const lines = sight(telegram, room).map(one => `  ${one.from}: ${one.text} ${JSON.stringify(one.buttons)}`);
  const wanted = matcher === '' ? 'Nothing came' : `Nothing came that matches ${String(matcher)}`;
  return `${wanted}; the chat shows:\n${lines.join('\n')}`;
}
