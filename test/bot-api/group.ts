import type { Message } from 'grammy/types';
import { foundEntities } from './entities.ts';
import { keepFile } from './methods/files.ts';
import type { Person } from './person.ts';
import type { Upload } from './request.ts';
import { createRoom, find, keep, type Membership, type Room } from './room.ts';
import { createReading, type Matcher, type Seen, sight } from './sight.ts';
import { type Telegram, unixTime } from './telegram.ts';
import { createThread, service } from './threads.ts';
import type { Happened } from './updates.ts';

/** What a group begins as: a basic one, or a supergroup with topics. */
export interface GroupIdentity {
  id: number;
  title: string;
  forum?: boolean;
}

/** Where and how something is said in a group. */
export interface Saying {
  /** Without one it is said in «General». */
  thread?: number;
  /** The message that is answered. */
  answers?: number;
}

export type Group = ReturnType<typeof createGroup>;

/** A group the bot was added to: it can write there, people talk there, and it can become a supergroup. */
export function createGroup(telegram: Telegram, { id, title, forum = false }: GroupIdentity) {
  if (id >= 0) throw new Error('Groups have negative ids');
  const chat = forum
    ? { id, type: 'supergroup' as const, title, is_forum: true as const }
    : { id, type: 'group' as const, title };
  const room = createRoom(chat, true);
  telegram.rooms.set(id, room);
  const reading = createReading(telegram, room);

  const happens = (happened: Happened) => telegram.updates.push(id, happened);
  const sends = (who: Person, content: Partial<Message>, { thread, answers }: Saying = {}): Message => {
    if (thread !== undefined) openThread(room, thread);
    const original = answers === undefined ? undefined : find(room, answers)?.message;
    const head = { message_id: telegram.nextNumber(), from: who.user, chat: room.chat, date: unixTime(telegram) };
    const place = thread === undefined ? {} : { message_thread_id: thread, is_topic_message: true };
    // In a thread whatever answers nothing else answers the message that began it.
    const begun = thread === undefined ? undefined : find(room, thread)?.message;
    const { reply_to_message: _, ...answered } = (original ?? begun ?? {}) as Partial<Message>;
    const answering = answered.message_id === undefined ? {} : { reply_to_message: answered };
    const message = { ...head, ...place, ...answering, ...content } as Message;
    keep(room, message, { byBot: false });
    if (isSeen(telegram, room, message)) happens({ message } as Happened);
    return message;
  };
  const bots = (who: Person, now: Membership) => {
    const state = ({ status, ...rights }: Membership) => ({ user: telegram.bot, status, ...rights });
    const change = { old_chat_member: state(room.bot), new_chat_member: state(now) };
    room.bot = now;
    happens({ my_chat_member: { chat: room.chat, from: who.user, date: unixTime(telegram), ...change } } as Happened);
  };

  return {
    /** Becomes a supergroup with another id: what is written to the old one is 400 with `migrate_to_chat_id`. */
    becomesSupergroup(newId: number) {
      room.migratedTo = newId;
      const topics = forum ? { is_forum: true as const } : {};
      const moved = { ...createRoom({ id: newId, type: 'supergroup', title, ...topics }, true), kept: room.kept };
      telegram.rooms.set(newId, { ...moved, threads: room.threads, bot: room.bot });
    },
    /** Somebody makes the bot an administrator with these rights, a member without any, or removes it. */
    makesAdministrator: (who: Person, rights: Omit<Membership, 'status'> = allRights) =>
      bots(who, { status: 'administrator', ...rights }),
    makesMember: (who: Person) => bots(who, { status: 'member' }),
    removesBot: (who: Person) => bots(who, { status: 'kicked' }),
    /** The group is deleted: nobody tells the bot. */
    isDeleted() {
      room.deactivated = true;
    },
    /** Somebody turns topics off. */
    hasNoTopics() {
      if (room.chat.type === 'supergroup') delete (room.chat as { is_forum?: true }).is_forum;
    },
    says: (who: Person, text: string, saying?: Saying) => sends(who, withEntities(text), saying),
    sends,
    /** Puts a file where the bot can fetch it, and gives its id and size. */
    uploads(file: Upload) {
      const { id, bytes } = keepFile(telegram, file);
      return { file_id: id, file_unique_id: `AgAD${id.slice(-6)}`, file_size: bytes.length };
    },
    edits(who: Person, message: Message, text: string) {
      const kept = find(room, message.message_id);
      if (!kept || kept.message.from?.id !== who.user.id) throw new Error('One edits one’s own messages only');
      const { entities: _entities, ...rest } = kept.message;
      const words = kept.message.caption === undefined ? withEntities(text) : { caption: text };
      kept.message = { ...rest, ...words, edit_date: unixTime(telegram) } as Message;
      if (isSeen(telegram, room, kept.message)) happens({ edited_message: kept.message } as Happened);
    },
    /** Begins a thread, and gives its id. */
    begins(who: Person, name: string): number {
      const message = createThread(telegram, room, { by: who.user, name });
      happens({ message } as Happened);
      return message.message_id;
    },
    /** Gives a thread another name. */
    renames(who: Person, thread: number, name: string) {
      openThread(room, thread).name = name;
      happens({ message: service(telegram, room, { by: who.user, thread, forum_topic_edited: { name } }) } as Happened);
    },
    /** Deletes a thread with all that was said there: nobody tells the bot. */
    deletesThread(thread: number) {
      openThread(room, thread).deleted = true;
      for (const kept of room.kept) if (kept.message.message_thread_id === thread) kept.deleted = true;
    },
    /** The threads there are, as they look now. */
    threads: () =>
      [...room.threads].flatMap(([id, { name, closed, deleted }]) => (deleted ? [] : [{ id, name, closed }])),
    /** All messages in order as they look now, of one thread when it is given. */
    sees: (thread?: number): Seen[] =>
      sight(telegram, room).filter(one => thread === undefined || one.thread === thread),
    receives: (matcher?: Matcher, options?: { within?: number }) => reading.next(matcher, options),
  };
}

const allRights = { can_manage_topics: true, can_delete_messages: true };

function openThread(room: Room, thread: number) {
  const found = room.threads.get(thread);
  if (!found || found.deleted) throw new Error(`There is no thread ${thread}`);
  return found;
}

/** In privacy mode a bot that is no administrator sees only commands meant for it and answers to what it has said. */
function isSeen(telegram: Telegram, room: Room, message: Message): boolean {
  if (room.bot.status === 'kicked') return false;
  if (room.bot.status === 'administrator' || telegram.bot.can_read_all_group_messages) return true;
  if (message.reply_to_message?.from?.id === telegram.bot.id) return true;
  return (
    (message.text ?? '').toLowerCase().startsWith('/') && (message.text ?? '').includes(`@${telegram.bot.username}`)
  );
}

function withEntities(text: string): Partial<Message> {
  const entities = foundEntities(text);
  return entities.length > 0 ? { text, entities } : { text };
}
