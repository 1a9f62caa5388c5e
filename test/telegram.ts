import { Writable } from 'node:stream';
import pino from 'pino';
import type { Bot } from '#bot/answer.ts';
import type { Incoming, Screen } from '#bot/messenger.ts';
import { openTelegram, type Telegram } from '#bot/telegram/telegram.ts';
import type { BotApi } from './bot-api/bot-api.ts';
import type { TestSchool } from './house.ts';

/** A bot that hears everything and says what the test tells it to. */
export interface ScriptedBot extends Bot {
  heard: Incoming[];
  says(incoming: Incoming): Promise<Partial<Screen>> | Partial<Screen>;
}

/** Repeats what it hears, with a button «Дальше». */
export function scriptedBot(): ScriptedBot {
  const bot: ScriptedBot = {
    heard: [],
    says: ({ text, button }) => ({ text: `Вы: ${text ?? button}` }),
    answer: async incoming => {
      bot.heard.push(incoming);
      const buttons = [[{ label: 'Дальше', button: 'next' }]];
      return { text: '', screen: 'start', buttons, ...(await bot.says(incoming)) };
    },
  };
  return bot;
}

/** The Telegram door on the stand-in, with what it logs; courier's messages are not slowed down. */
export function telegramOf(
  school: TestSchool,
  api: BotApi,
  options: {
    bot?: Bot;
    token?: string;
    apiRoot?: string;
    publicUrl?: string;
    pace?: { allMs: number; chatMs: number };
  } = {},
): Telegram & { logged: string[] } {
  const logged: string[] = [];
  const lines = new Writable({
    write: (line, _encoding, done) => {
      logged.push(String(line));
      done();
    },
  });
  const telegram = openTelegram({
    ...{ token: api.token, apiRoot: api.root, house: school.house, press: school.press },
    ...{ bot: scriptedBot(), pace: { allMs: 0, chatMs: 0 }, log: pino({ level: 'trace' }, lines) },
    ...options,
  });
  return { ...telegram, logged };
}
