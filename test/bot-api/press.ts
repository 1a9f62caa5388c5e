import type { InlineKeyboardButton, Message, User } from 'grammy/types';
import type { Room } from './room.ts';
import type { Seen } from './sight.ts';
import type { CallbackAnswer, Telegram } from './telegram.ts';
import type { Happened } from './updates.ts';

interface Presser {
  room: Room;
  user: User;
  says(content: Partial<Message>): Message;
}

/** A press: whether and how the bot answered it. */
export interface Press {
  id: string;
  /** What the person is shown once the bot answers the press. */
  answered(): Promise<CallbackAnswer>;
}

/**
 * Presses a button by its label or callback data: on the given message, else on the newest one that has it, else under
 * the input field (which writes its label). Throws when there is none, or when it is a link.
 */
export function press(
  telegram: Telegram,
  { room, user, says }: Presser,
  { button, on }: { button: string; on: Seen | Message | undefined },
): Press | undefined {
  const id = on === undefined ? undefined : 'message_id' in on ? on.message_id : on.id;
  const shown = room.kept.filter(
    one => one.byBot && !one.deleted && (id === undefined || one.message.message_id === id),
  );
  const kept = shown.findLast(one => buttonOf(one.message, button));
  const found = kept && buttonOf(kept.message, button);
  if (!found) {
    if (!room.keyboard.flat().includes(button)) throw new Error(missing(shown.at(-1)?.message, button));
    says({ text: button });
    return undefined;
  }
  if (!('callback_data' in found) || found.callback_data === undefined) {
    throw new Error(`«${found.text}» opens something and tells the bot nothing`);
  }
  return query(telegram, { room, user }, { message: kept.message, data: found.callback_data });
}

function query(
  telegram: Telegram,
  { room, user }: { room: Room; user: User },
  { message, data }: { message: Message; data: string },
): Press {
  const { promise, resolve } = Promise.withResolvers<CallbackAnswer>();
  const id = String(4_382_700_000_000_000_000n + BigInt(telegram.nextNumber()));
  telegram.pressed.set(id, { at: telegram.time(), answered: resolve });
  const chatInstance = String(-7_000_000_000_000_000_000n - BigInt(room.chat.id));
  const happened = { callback_query: { id, from: user, message, chat_instance: chatInstance, data } };
  telegram.updates.push(room.chat.id, happened as Happened);
  return { id, answered: () => promise };
}

function buttonOf(message: Message, button: string): InlineKeyboardButton | undefined {
  const all = message.reply_markup?.inline_keyboard.flat() ?? [];
  return (
    all.find(one => one.text === button) ?? all.find(one => 'callback_data' in one && one.callback_data === button)
  );
}

function missing(message: Message | undefined, button: string) {
  const labels = message?.reply_markup?.inline_keyboard.flat().map(one => `«${one.text}»`);
  return `No button «${button}»; the newest message has ${labels?.join(', ') || 'none'}`;
}
