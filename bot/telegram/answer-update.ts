import type { Api } from 'grammy';
import type { Update } from 'grammy/types';
import { findChat } from '#school/chats.ts';
import type { House } from '#school/house.ts';
import { endChannel } from '#school/ways/end-way.ts';
import type { Press } from '#templates/press.ts';
import type { Bot } from '../answer.ts';
import { type Screen, Undeliverable } from '../messenger.ts';
import { splitScreen } from '../split-screen.ts';
import { replace, send, sendPicture } from './messages.ts';
import { patiently } from './patiently.ts';
import { type Heard, readUpdate } from './read-update.ts';
import { isNoChange } from './undeliverable.ts';

interface AnsweringHouse {
  api: Api;
  bot: Bot;
  house: House;
  press: Press;
  /** Comes when an answer may be sent. */
  turn(): Promise<void>;
  closing: AbortSignal;
  botName(): string | undefined;
}

export interface Answering {
  /** Answers one update. Rejects when the answer could not be brought. */
  answer(update: Update): Promise<void>;
  /** Something newer than the conversation's last screen stands in the chat. */
  leaveScreen(chat: string): void;
}

/** Telegram's side of the conversation: what was said goes to the bot, its screen comes back into the chat. */
export function openAnswering(answering: AnsweringHouse): Answering {
  const { bot, house, press, botName } = answering;
  // The last screen of each conversation while nothing newer stands below it: a press on it changes it in place.
  const lastScreens = new Map<string, number>();

  const show = async (chat: string, screen: Screen) => {
    const messageId = await write(answering, chat, screen);
    if (messageId === undefined) lastScreens.delete(chat);
    else lastScreens.set(chat, messageId);
  };

  const hear: { [What in Heard['what']]: (heard: Extract<Heard, { what: What }>) => Promise<unknown> } = {
    said: async ({ chat, incoming }) => {
      lastScreens.delete(chat);
      await show(chat, await bot.answer(incoming));
    },
    pressed: async ({ chat, incoming, queryId, messageId }) => {
      endWaiting(answering, queryId);
      const screen = await bot.answer(incoming);
      const inPlace = lastScreens.get(chat) === messageId && (await rewrite(answering, { chat, messageId }, screen));
      if (!inPlace) await show(chat, screen);
    },
    blocked: ({ chat: address }) =>
      house.asHouse(async act => {
        const chat = await findChat(act, { messenger: 'telegram', address });
        if (chat) await endChannel(act, chat.id, 'blocked');
      }),
    joined: ({ chat }) => write(answering, chat, press.screen('bot/group', { botName: botName() ?? null })),
  };

  return {
    answer: async update => {
      const heard = readUpdate(update);
      if (heard) await hear[heard.what](heard as never);
    },
    leaveScreen: chat => void lastScreens.delete(chat),
  };
}

/** The button stops turning. Nobody waits for this: an old press is refused, and that is all right. */
function endWaiting({ api }: AnsweringHouse, queryId: string): void {
  api.answerCallbackQuery(queryId).catch(() => {});
}

/** Gives the id of the last message, if a later screen may take its place: a picture's words can't become a message. */
async function write(
  { api, closing, turn }: AnsweringHouse,
  chat: string,
  { picture, ...screen }: Pick<Screen, 'text' | 'buttons' | 'picture'>,
): Promise<number | undefined> {
  let messageId: number | undefined;
  if (picture) {
    await patiently(() => turn().then(() => sendPicture(api, chat, { ...screen, picture })), closing);
    return undefined;
  }
  for (const part of splitScreen(screen))
    messageId = await patiently(() => turn().then(() => send(api, chat, part)), closing);
  return messageId;
}

/** Puts the screen in the place of a message; false when it has to be written anew. */
async function rewrite(
  { api, closing }: AnsweringHouse,
  { chat, messageId }: { chat: string; messageId: number },
  screen: Screen,
): Promise<boolean> {
  if (screen.picture) return false;
  const [part, ...more] = splitScreen(screen);
  if (more.length > 0) return false;
  const change = () =>
    replace(api, chat, messageId, part!).catch(error => (isNoChange(error) ? undefined : Promise.reject(error)));
  try {
    await patiently(change, closing);
    return true;
  } catch (error) {
    if (error instanceof Undeliverable) throw error;
    // Deleted by the person, or too old to be changed.
    return false;
  }
}
