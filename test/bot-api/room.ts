import type { Chat, Message } from 'grammy/types';
import { badRequest, forbidden } from './refused.ts';
import type { Telegram } from './telegram.ts';
import type { Thread } from './threads.ts';

/** A message in a chat, as Telegram keeps it. */
export interface Kept {
  message: Message;
  byBot: boolean;
  /** Its text or caption was changed, so people see «edited»; a change of buttons alone is not shown. */
  edited: boolean;
  deleted: boolean;
  /** Came with buttons under the input field: such a message can't be edited. */
  fixed: boolean;
}

/** What the bot is in a group. */
export interface Membership {
  status: 'member' | 'administrator' | 'kicked';
  can_manage_topics?: boolean;
  can_delete_messages?: boolean;
}

/** A chat the bot may know. */
export interface Room {
  chat: Chat.PrivateChat | Chat.GroupChat | Chat.SupergroupChat;
  /** The person has written first. Groups are started when the bot is added. */
  started: boolean;
  blocked: boolean;
  deactivated: boolean;
  migratedTo: number | undefined;
  kept: Kept[];
  /** Buttons under the input field. */
  keyboard: string[][];
  /** Of a group: what the bot is there. */
  bot: Membership;
  /** Of a supergroup with topics. */
  threads: Map<number, Thread>;
  /** What the bot did here, in order: what people wait for. */
  happened: Kept[];
  listeners: Set<() => void>;
}

/** An empty chat. */
export function createRoom(chat: Room['chat'], started: boolean): Room {
  return {
    chat,
    started,
    blocked: false,
    deactivated: false,
    migratedTo: undefined,
    kept: [],
    keyboard: [],
    bot: { status: 'member' },
    threads: new Map(),
    happened: [],
    listeners: new Set(),
  };
}

/** The chat for reading. Refuses an unknown one and one whose person never wrote to the bot. */
export function roomOf(telegram: Telegram, chatId: string | undefined): Room {
  if (!chatId) throw badRequest('chat_id is empty');
  const room = telegram.rooms.get(Number(chatId));
  if (!room) throw badRequest('chat not found');
  return room;
}

/** The chat for editing what stands there. Refuses a deactivated person; a block does not hinder edits. */
export function editableRoom(telegram: Telegram, chatId: string | undefined): Room {
  const room = roomOf(telegram, chatId);
  const { type } = room.chat;
  if (room.deactivated) throw forbidden(type === 'private' ? 'user is deactivated' : 'the group chat was deleted');
  if (room.bot.status === 'kicked') throw forbidden(`bot was kicked from the ${type} chat`);
  if (room.migratedTo !== undefined) {
    throw badRequest('group chat was upgraded to a supergroup chat', { migrate_to_chat_id: room.migratedTo });
  }
  return room;
}

/** The chat for writing. Refuses a person who blocked the bot, and one who has not written first. */
export function writableRoom(telegram: Telegram, chatId: string | undefined): Room {
  const room = editableRoom(telegram, chatId);
  if (room.blocked) throw forbidden('bot was blocked by the user');
  if (!room.started) throw forbidden("bot can't initiate conversation with a user");
  return room;
}

/** Puts a message into the chat; what the bot wrote is told to those who wait. */
export function keep(
  room: Room,
  message: Message,
  { byBot, fixed = false }: { byBot: boolean; fixed?: boolean },
): Kept {
  const kept = { message, byBot, fixed, edited: false, deleted: false };
  room.kept.push(kept);
  if (byBot) tell(room, kept);
  return kept;
}

/** The message by its id, or undefined when it is not there (any more). */
export function find(room: Room, messageId: number): Kept | undefined {
  return room.kept.find(one => one.message.message_id === messageId && !one.deleted);
}

/** Tells those who look at the chat that a message came or changed: as it is now. */
export function tell(room: Room, kept: Kept) {
  room.happened.push({ ...kept });
  for (const listener of room.listeners) listener();
}
