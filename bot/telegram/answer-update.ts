import type { Api } from 'grammy';
import type { Update } from 'grammy/types';
import { findChat } from '#school/chats.ts';
import type { House } from '#school/house.ts';
import { endChannel } from '#school/ways/end-way.ts';
import type { Press } from '#templates/press.ts';
import type { Bot } from '../answer.ts';
import type { Screen } from '../messenger.ts';
import { type Heard, readUpdate } from './read-update.ts';
import { rewrite, type Writing, write } from './write-screen.ts';

interface AnsweringHouse extends Writing {
  api: Api;
  bot: Bot;
  house: House;
  press: Press;
  botName(): string | undefined;
}

/** So soon after a file the same button is not pressed for another one. */
const doubleTapMs = 5000;

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
  const lastFiles = new Map<string, { press: string; at: number }>();
  const now = () => house.world.now().getTime();

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
      const press = `${messageId} ${incoming.button}`;
      const last = lastFiles.get(chat);
      // A button tapped twice is two updates; the second waited while the file of the first was made and sent.
      if (last?.press === press && now() - last.at < doubleTapMs)
        return endWaiting(answering, queryId, 'bot/file-sent');
      endWaiting(answering, queryId);
      const screen = await bot.answer(incoming);
      const inPlace = lastScreens.get(chat) === messageId && (await rewrite(answering, { chat, messageId }, screen));
      if (!inPlace) await show(chat, screen);
      if (screen.file) lastFiles.set(chat, { press, at: now() });
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

/** The button stops turning, perhaps with a sentence. Nobody waits for this: an old press is refused, and that is all right. */
function endWaiting({ api, press }: AnsweringHouse, queryId: string, sentence?: string): void {
  api.answerCallbackQuery(queryId, sentence ? { text: press.sentence(sentence) } : {}).catch(() => {});
}
