import { Writable } from 'node:stream';
import pino from 'pino';
import type { ApiHouse } from '#api/doors.ts';
import { type Bot, openBot } from '#bot/answer.ts';
import { openCourier } from '#bot/courier.ts';
import type { Incoming, Screen } from '#bot/messenger.ts';
import type { Turns } from '#bot/telegram/pace.ts';
import { openTelegram, type Telegram } from '#bot/telegram/telegram.ts';
import { openWebChat } from '#bot/webchat/web-chat.ts';
import { freePort } from '#db/server/way.ts';
import { type BotApi, startBotApi } from './bot-api/bot-api.ts';
import type { Identity, Person } from './bot-api/person.ts';
import { openTestSchool, type TestSchool } from './house.ts';

/** A bot that hears everything and says what the test tells it to. */
export interface ScriptedBot extends Bot {
  heard: Incoming[];
  says(incoming: Incoming): Promise<Partial<Screen>> | Partial<Screen>;
}

/** Repeats what it hears, with a button «Дальше». */
export function scriptedBot(): ScriptedBot {
  const bot: ScriptedBot = {
    heard: [],
    wordFailure: error => ({ text: String(error), screen: 'fault', buttons: [] }),
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
    pace?: Turns;
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

/** The school with all its doors open in one process, as program.ts wires them, and Telegram's stand-in outside. */
export interface OpenSchool extends TestSchool {
  api: BotApi;
  telegram: Telegram;
  /** Where the browser's door is. */
  address: string;
  /** A person's telephone, linked by the link from the page «Мессенджеры». */
  linkedPhone(login: string, identity: Identity): Promise<Person>;
}

/** Opens it; the courier carries from the start. With `webhook` Telegram calls the school, else the school polls. */
export async function openSchoolWithTelegram({ webhook = false }: { webhook?: boolean } = {}): Promise<OpenSchool> {
  const doors: Partial<ApiHouse> = {};
  const school = await openTestSchool({ api: doors });
  const { house, press, world } = school;
  const api = await startBotApi({ now: world.now });
  const port = await freePort();
  const log = pino({ level: 'silent' });

  const bot = openBot({ house, press, log, botName: () => telegram.name() });
  const telegram: Telegram = openTelegram({
    ...{ token: api.token, apiRoot: api.root, house, press, bot, log, pace: { allMs: 0, chatMs: 0 } },
    ...(webhook ? { publicUrl: `http://127.0.0.1:${port}` } : {}),
  });
  const chat = openWebChat({ house, bot });
  const courier = openCourier({ house, press, log, messengers: [chat.messenger, telegram.messenger], everyMs: 10 });
  Object.assign(doors, { chat, botName: telegram.name, ...(telegram.webhook && { webhook: telegram.webhook }) });
  await (await school.server()).listen({ port, host: '127.0.0.1' });
  await telegram.start();
  courier.start();

  return {
    ...school,
    ...{ api, telegram, address: `http://127.0.0.1:${port}` },
    linkedPhone: async (login, identity) => {
      const phone = api.person(identity);
      const page = await (await school.browser(login)).post('/messengers/code');
      phone.follows(/href="(https:\/\/t\.me\/[^"]+)"/.exec(page.body)![1]!.replaceAll('&#x3D;', '='));
      await phone.receives('Чат привязан');
      return phone;
    },
    close: async () => {
      await courier.stop();
      await telegram.stop();
      await api.close();
      await school.close();
    },
  };
}
