import { setTimeout as pause } from 'node:timers/promises';
import type { Update } from 'grammy/types';
import type { Logger } from 'pino';
import type { House } from '#school/house.ts';
import commands from '#templates/bot/vocabulary/commands.json' with { type: 'json' };
import type { Press } from '#templates/press.ts';
import type { Bot } from '../answer.ts';
import type { Messenger } from '../messenger.ts';
import { openAnswering } from './answer-update.ts';
import { openClient } from './client.ts';
import { fileFetcher } from './fetch-file.ts';
import { openInbox } from './inbox.ts';
import { openMessenger } from './messenger.ts';
import { type Mirror, openMirror } from './mirror.ts';
import { openPace, type Turns } from './pace.ts';
import { stayInTouch, type Touch } from './stay-in-touch.ts';
import { webhookPath, webhookSecret } from './webhook.ts';

export interface Telegram {
  /** The bot's own name there, as soon as Telegram has told it. */
  name(): string | undefined;
  messenger: Messenger;
  /** Groups that mirror sections of the forum; it speaks when it is started, and hears as long as the bot does. */
  mirror: Pick<Mirror, 'round' | 'start' | 'stop'>;
  /** Begins to listen, and goes on trying when Telegram is out of reach. Comes with how the first try went. */
  start(): Promise<Touch>;
  stop(): Promise<void>;
  lastSuccessAt(): Date | undefined;
  /** Telegram's calls to us; there when PUBLIC_URL is set. */
  webhook?: { secret: string; receive(update: unknown): Promise<void> };
}

interface TelegramHouse {
  token: string;
  apiRoot: string;
  publicUrl?: string | undefined;
  house: House;
  press: Press;
  bot: Bot;
  log: Logger;
  /** Telegram takes 30 messages a second in all, of answers and of news; what leaves evenly does not arrive quite so. */
  pace?: Turns;
}

/** The start waits so long for Telegram's first word, an orderly end for the last answers. */
const firstWordMs = 2500;
const lastWordMs = 2000;

/** The Telegram door: the bot's conversation there, and the courier's way to it. */
export function openTelegram(telegram: TelegramHouse): Telegram {
  const { token, apiRoot, publicUrl, house, press, bot, log } = telegram;
  const listening = new AbortController();
  const closing = new AbortController();
  let name: string | undefined;
  let lastSuccessAt: Date | undefined;
  let deafSince: Date | undefined;
  let running: Promise<void> | undefined;

  const onSuccess = () => {
    lastSuccessAt = house.world.now();
  };
  const api = openClient({ token, apiRoot, closing: closing.signal, onSuccess });
  const pace = openPace(telegram.pace ?? { allMs: 35, chatMs: 1000 });
  const turn = pace.answer;
  const answering = openAnswering({ api, bot, house, press, turn, closing: closing.signal, botName: () => name });
  const mirror = openMirror({
    ...{ api, house, press, log, pace, site: publicUrl, botName: () => name },
    fetchFile: fileFetcher(api, { token, apiRoot, closing: closing.signal }),
  });
  const answer = async (update: Update) => {
    if (!(await mirror.hear(update))) await answering.answer(update);
  };
  const inbox = openInbox({ house, answer, closing: closing.signal, log });
  const { now } = house.world;
  const webhook = publicUrl === undefined ? undefined : { url: publicUrl + webhookPath, secret: webhookSecret(token) };

  return {
    name: () => name,
    messenger: openMessenger({ api, pace: pace.news, now, onShown: answering.leaveScreen }),
    mirror,
    lastSuccessAt: () => deafSince ?? lastSuccessAt,
    ...(webhook && {
      webhook: { secret: webhook.secret, receive: update => inbox.take([update as Update]) },
    }),
    start: async () => {
      await inbox.resume();
      const touch = stayInTouch({
        ...{ api, inbox, log, webhook, signal: listening.signal },
        commands: commands.map(({ command, description }) => ({ command, description })),
        onMet: me => {
          name = me;
        },
        onLook: since => {
          deafSince = since;
        },
      });
      running = touch.ended;
      return Promise.race([touch.first, pause(firstWordMs, 'unreachable' as const, { ref: false })]);
    },
    stop: async () => {
      listening.abort();
      inbox.close();
      await atMost(lastWordMs, inbox.idle());
      closing.abort();
      await atMost(lastWordMs, Promise.all([inbox.idle(), running]));
    },
  };
}

function atMost(ms: number, work: Promise<unknown>): Promise<unknown> {
  return Promise.race([work, pause(ms, undefined, { ref: false })]);
}
