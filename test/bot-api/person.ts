import type { Message, User } from 'grammy/types';
import { foundEntities } from './entities.ts';
import { press } from './press.ts';
import { createRoom, find, keep } from './room.ts';
import { createReading, type Matcher, type Seen, sight } from './sight.ts';
import { type Telegram, unixTime } from './telegram.ts';
import type { Happened } from './updates.ts';

/** Who a person is in Telegram. */
export type Identity = Pick<User, 'id' | 'first_name'> &
  Partial<Pick<User, 'last_name' | 'username' | 'language_code'>>;

/** A person at the other end of a private chat with the bot. */
export type Person = ReturnType<typeof createPerson>;

/** Makes a person known to Telegram; the bot can't write to them before they write to it. */
export function createPerson(telegram: Telegram, identity: Identity) {
  if (telegram.rooms.has(identity.id)) throw new Error(`Somebody else has the id ${identity.id}`);
  const { language_code: _, ...named } = identity;
  const user: User = { is_bot: false, ...identity };
  const room = createRoom({ type: 'private', ...named }, false);
  telegram.rooms.set(identity.id, room);
  const reading = createReading(telegram, room);

  const sends = (content: Partial<Message>): Message => {
    if (room.blocked || room.deactivated) throw new Error(`${identity.first_name} has no open chat with the bot`);
    room.started = true;
    const head = { message_id: telegram.nextNumber(), from: user, chat: room.chat, date: unixTime(telegram) };
    const message = { ...head, ...content } as Message;
    keep(room, message, { byBot: false });
    telegram.updates.push(identity.id, { message } as Happened);
    return message;
  };

  const blocks = (blocked: boolean) => {
    const status = (is: boolean) => ({ user: telegram.bot, status: is ? 'kicked' : 'member', until_date: 0 });
    const change = { old_chat_member: status(room.blocked), new_chat_member: status(blocked) };
    room.blocked = blocked;
    const head = { chat: room.chat, from: user, date: unixTime(telegram) };
    telegram.updates.push(identity.id, { my_chat_member: { ...head, ...change } } as Happened);
  };

  return {
    user,
    /** Writes a text. */
    says: (text: string) => sends(withEntities(text)),
    /** Opens a link `https://t.me/<bot>?start=<code>`, which writes `/start <code>`. Throws when it leads elsewhere. */
    follows: (link: string) => sends(withEntities(`/start ${startCode(telegram, link)}`)),
    /** Sends any other content, by the fields of a Message. */
    sends,
    /** Presses an inline button by its label or callback data (see `press`), or a button under the input field. */
    presses: (button: string, on?: Seen | Message) => press(telegram, { room, user, says: sends }, { button, on }),
    /** Changes the text of an earlier message. */
    edits(message: Message, text: string): Message {
      const kept = find(room, message.message_id);
      if (!kept || kept.byBot) throw new Error('One edits one’s own messages only');
      const { entities: _entities, ...rest } = kept.message;
      kept.message = { ...rest, ...withEntities(text), edit_date: unixTime(telegram) } as Message;
      kept.edited = true;
      telegram.updates.push(identity.id, { edited_message: kept.message } as Happened);
      return kept.message;
    },
    /** Passes on somebody else's text. */
    forwards: (text: string, from = 'Unknown') =>
      sends({
        ...withEntities(text),
        forward_origin: { type: 'hidden_user', sender_user_name: from, date: unixTime(telegram) },
      }),
    /** Sends a sticker, which no school bot understands. */
    sendsSticker: () => sends({ sticker: sticker(telegram.nextNumber()) }),
    blocks: () => blocks(true),
    unblocks: () => blocks(false),
    /** Deletes the account: everything to it is 403 from now on. */
    leavesTelegram() {
      room.deactivated = true;
    },
    /** All messages of the chat in order, as they look now. */
    sees: (): Seen[] => sight(telegram, room),
    /** Labels of the buttons under the input field. */
    keyboard: (): string[][] => room.keyboard,
    /** The next unread message or edit of the bot that matches; waits for it. */
    receives: (matcher?: Matcher, options?: { within?: number }) => reading.next(matcher, options),
    /** All messages and edits of the bot not read yet. */
    reads: (): Seen[] => reading.rest(),
  };
}

/** The parameter of a deep link: up to 64 of A-Z, a-z, 0-9, _ and -. (https://core.telegram.org/bots/features#deep-linking) */
function startCode({ bot }: Telegram, link: string) {
  const [, name, code] = /^(?:https?:\/\/)?t\.me\/(\w+)\?start=([A-Za-z0-9_-]{1,64})$/.exec(link) ?? [];
  if (name?.toLowerCase() !== bot.username.toLowerCase()) throw new Error(`${link} does not start @${bot.username}`);
  return code;
}

function withEntities(text: string): Partial<Message> {
  const entities = foundEntities(text);
  return entities.length > 0 ? { text, entities } : { text };
}

function sticker(number: number) {
  const file = { file_id: `CAACAgIAAxkBAAI${number}`, file_unique_id: `AgAD${number}`, file_size: 7332 };
  const kind = { type: 'regular' as const, is_animated: false, is_video: false, width: 512, height: 512 };
  return { ...file, ...kind, emoji: '👍', set_name: 'HotCherry' };
}
