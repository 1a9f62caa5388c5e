import type { Message, Update } from 'grammy/types';
import type { Said } from '#forum/mirror/take-in.ts';
import { mostBytes } from '#school/files.ts';
import { markdownOf, quoted } from './markdown-of.ts';

/** What came with a message beside words. */
export interface Enclosed {
  what: 'picture' | 'video' | 'voice' | 'file';
  /** Where it can be fetched, when the forum may take it: one picture or one document, not too large. */
  file: { id: string; name: string | undefined } | null;
}

/** Somebody asks with a code that the group mirror a section. */
export interface LinkCommand {
  what: 'command';
  chat: string;
  title: string;
  supergroup: boolean;
  thread: number | undefined;
  message: number;
  code: string;
}

/** Something was said in a thread, or what was said was changed. */
export interface Words<What extends 'said' | 'edited' = 'said' | 'edited'> {
  what: What;
  said: Said;
  enclosed: Enclosed | null;
  thread: number;
  message: number;
}

/** What an update of a group means to a mirror. */
export type GroupNews =
  | LinkCommand
  | Words<'said'>
  | Words<'edited'>
  | { what: 'begun'; chat: string; thread: string; title: string; from: string | null }
  | { what: 'renamed'; chat: string; thread: string; title: string; from: string | null }
  | { what: 'rights'; chat: string }
  | { what: 'removed'; chat: string }
  | { what: 'moved'; chat: string; to: string };

/** Understands an update of a group; nothing when it is no matter of a mirror. */
export function readGroupUpdate(update: Update, botName: string | undefined): GroupNews | undefined {
  const { message, edited_message, my_chat_member } = update;
  if (message) return ofMessage(message, botName);
  if (edited_message) return isGroup(edited_message) ? said(edited_message, 'edited') : undefined;
  if (!my_chat_member || my_chat_member.chat.type === 'private') return undefined;
  const { status } = my_chat_member.new_chat_member;
  const chat = String(my_chat_member.chat.id);
  return status === 'left' || status === 'kicked' ? { what: 'removed', chat } : { what: 'rights', chat };
}

function ofMessage(message: Message, botName: string | undefined): GroupNews | undefined {
  if (!isGroup(message)) return undefined;
  const chat = String(message.chat.id);
  if (message.migrate_to_chat_id) return { what: 'moved', chat, to: String(message.migrate_to_chat_id) };
  const command = commandIn(message, botName);
  if (command) return command;
  const { forum_topic_created: created, forum_topic_edited: edited, message_thread_id: thread } = message;
  const title = created?.name ?? edited?.name;
  if (title !== undefined && thread !== undefined) {
    return { what: created ? 'begun' : 'renamed', chat, thread: String(thread), title, from: fromOf(message) };
  }
  return said(message, 'said');
}

function commandIn(message: Message, botName: string | undefined): LinkCommand | undefined {
  const [, name, code] = /^\/mirror(?:@(\w+))?(?:\s+(\S+))?\s*$/i.exec(message.text ?? '') ?? ['', null];
  if (name === null || (name && name.toLowerCase() !== botName?.toLowerCase())) return undefined;
  const { chat, message_id, message_thread_id, is_topic_message } = message;
  return {
    ...{ what: 'command', chat: String(chat.id), title: chat.title ?? '', supergroup: chat.type === 'supergroup' },
    ...{ thread: is_topic_message ? message_thread_id : undefined, message: message_id, code: code ?? '' },
  };
}

/** Words said in a thread; «General» is no topic of the forum, and what Telegram itself says is nobody's word. */
function said<What extends Words['what']>(message: Message, what: What): Words<What> | undefined {
  const { message_thread_id: thread, is_topic_message, message_id, chat, reply_to_message: answered } = message;
  if (!is_topic_message || thread === undefined) return undefined;
  const enclosed = enclosedIn(message);
  const plain = message.text ?? message.caption ?? message.sticker?.emoji;
  if (plain === undefined && !enclosed) return undefined;
  const words = markdownOf(plain ?? '', message.entities ?? message.caption_entities);
  const from = fromOf(message);
  if (from === null && message.from?.is_bot && !message.sender_chat) return undefined;
  return {
    ...{ what, enclosed, thread, message: message_id },
    said: {
      ...{ chat: String(chat.id), thread: String(thread), message: String(message_id), from },
      text: message.forward_origin && words ? quoted(words) : words,
      album: message.media_group_id ?? null,
      // What answers nothing answers the message that began the thread.
      answers: answered && answered.message_id !== thread ? String(answered.message_id) : null,
    },
  };
}

/** Their private chat has the same address; an administrator may hide behind the group, and a channel speaks for nobody. */
function fromOf({ from, sender_chat }: Message): string | null {
  return from && !from.is_bot && !sender_chat ? String(from.id) : null;
}

function enclosedIn(message: Message): Enclosed | null {
  const { photo, document, media_group_id: album } = message;
  if (message.video || message.video_note || message.animation) return { what: 'video', file: null };
  if (message.voice || message.audio) return { what: 'voice', file: null };
  const found = photo?.at(-1) ?? document;
  if (!found) return null;
  const fits = (found.file_size ?? 0) <= mostBytes && album === undefined;
  const file = fits ? { id: found.file_id, name: document?.file_name } : null;
  return { what: photo ? 'picture' : 'file', file };
}

function isGroup({ chat }: Message): boolean {
  return chat.type === 'group' || chat.type === 'supergroup';
}
