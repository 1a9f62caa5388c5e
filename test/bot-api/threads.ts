import type { Message, User } from 'grammy/types';
import { badRequest } from './refused.ts';
import { find, keep, type Room } from './room.ts';
import { type Telegram, unixTime } from './telegram.ts';

/** A thread («topic») of a forum supergroup; its id is that of the message that began it. */
export interface Thread {
  name: string;
  closed: boolean;
  deleted: boolean;
}

/** Begins a thread: its first message is the service message of its creation. */
export function createThread(telegram: Telegram, room: Room, { by, name }: { by: User; name: string }): Message {
  const message_thread_id = telegram.nextNumber();
  room.threads.set(message_thread_id, { name, closed: false, deleted: false });
  const message = {
    ...{ message_id: message_thread_id, message_thread_id, is_topic_message: true, from: by, chat: room.chat },
    ...{ date: unixTime(telegram), forum_topic_created: { name, icon_color: 0x6fb9f0 } },
  } as Message;
  keep(room, message, { byBot: by.id === telegram.bot.id, fixed: true });
  return message;
}

/** A service message in a thread. */
export function service(
  telegram: Telegram,
  room: Room,
  { by, thread, ...what }: { by: User; thread: number } & Partial<Message>,
): Message {
  const begun = find(room, thread)?.message;
  const message = {
    ...{ message_id: telegram.nextNumber(), message_thread_id: thread, is_topic_message: true, from: by },
    ...{ chat: room.chat, date: unixTime(telegram), ...(begun ? { reply_to_message: begun } : {}), ...what },
  } as Message;
  keep(room, message, { byBot: by.id === telegram.bot.id, fixed: true });
  return message;
}

/** The thread named by a request; nothing without one. Refuses what is no thread of the chat (any more). */
export function threadOf(room: Room, id: number): Thread | undefined {
  if (id === 0) return undefined;
  const thread = room.threads.get(id);
  if (!isForum(room) || !thread || thread.deleted) throw badRequest('message thread not found');
  return thread;
}

export function isForum({ chat }: Room): boolean {
  return chat.type === 'supergroup' && chat.is_forum === true;
}
