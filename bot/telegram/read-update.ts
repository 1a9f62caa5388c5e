import type { Message, Update } from 'grammy/types';
import type { Incoming, Odd } from '../messenger.ts';

/** What an update means to the school; `chat` is its address. */
export type Heard =
  | { what: 'said'; chat: string; incoming: Incoming }
  | { what: 'pressed'; chat: string; incoming: Incoming; queryId: string; messageId: number }
  | { what: 'blocked'; chat: string }
  | { what: 'joined'; chat: string };

/** The kinds of updates that are read; Telegram is asked for no others. */
export const readKinds = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const;

/** Understands an update; nothing when it asks for no answer: groups, other bots, what we don't know. */
export function readUpdate(update: Update): Heard | undefined {
  const { message, edited_message, callback_query, my_chat_member } = update;
  const key = String(update.update_id);
  // What was changed afterwards or passed on is nothing the person says now: it is answered as something unclear.
  if (message) return said(message, key, message.forward_origin ? 'forwarded' : oddOf(message));
  // A shared place moves by itself.
  if (edited_message) return edited_message.location ? undefined : said(edited_message, key, 'edited');
  if (my_chat_member) return membership(my_chat_member);
  return callback_query && pressed(callback_query, key);
}

/** Where the update belongs: within a chat the order is kept. */
export function chatOf(update: Update): string {
  const { message, edited_message, callback_query, my_chat_member } = update;
  const chat = (message ?? edited_message ?? callback_query?.message ?? my_chat_member)?.chat;
  return String(chat?.id ?? '');
}

function said(message: Message, key: string, odd: Odd | undefined): Heard | undefined {
  if (message.chat.type !== 'private' || message.from?.is_bot || isService(message)) return undefined;
  const chat = String(message.chat.id);
  const repliesTo = message.reply_to_message?.message_id;
  const incoming: Incoming = {
    ...{ from: { messenger: 'telegram', address: chat }, key, text: odd ? '' : (message.text ?? '') },
    ...(odd ? { odd } : {}),
    ...(repliesTo && !odd ? { repliesTo: String(repliesTo) } : {}),
  };
  return { what: 'said', chat, incoming };
}

function oddOf(message: Message): Odd | undefined {
  if (message.text !== undefined) return undefined;
  if (message.sticker || message.animation || message.dice) return 'sticker';
  if (message.voice || message.video_note || message.audio) return 'voice';
  return message.photo || message.video || message.document ? 'file' : 'other';
}

function pressed({ id, message, data }: NonNullable<Update['callback_query']>, key: string): Heard | undefined {
  if (message?.chat.type !== 'private' || data === undefined) return undefined;
  const chat = String(message.chat.id);
  const incoming: Incoming = { from: { messenger: 'telegram', address: chat }, key, button: data };
  return { what: 'pressed', chat, incoming, queryId: id, messageId: message.message_id };
}

function membership({ chat, new_chat_member, old_chat_member }: NonNullable<Update['my_chat_member']>) {
  const address = String(chat.id);
  const { status } = new_chat_member;
  if (chat.type === 'private') return status === 'kicked' ? ({ what: 'blocked', chat: address } as const) : undefined;
  const isNew = ['left', 'kicked'].includes(old_chat_member.status) && ['member', 'administrator'].includes(status);
  return isNew && chat.type !== 'channel' ? ({ what: 'joined', chat: address } as const) : undefined;
}

/** Something Telegram itself tells of the chat, not the person. */
function isService(message: Message): boolean {
  return Boolean(message.pinned_message || message.message_auto_delete_timer_changed || message.chat_background_set);
}
