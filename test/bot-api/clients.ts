import type { IncomingMessage, ServerResponse } from 'node:http';
import { Bot, GrammyError, webhookCallback } from 'grammy';
import { Telegraf, TelegramError } from 'telegraf';
import type { BotApi } from './bot-api.ts';

/** A refusal as a client hands it to its user. */
export interface Refusal {
  code: number;
  description: string;
  parameters: { retry_after?: number; migrate_to_chat_id?: number };
}

/** One bot, written with a library we did not write: it greets on /start, and opens marks by a button. */
export interface SchoolBot {
  /** Polls until it is stopped; rejects when Telegram turns it away. */
  poll(): Promise<void>;
  stop(): Promise<void>;
  /** Any method of the Bot API. */
  call(method: string, params?: Record<string, unknown>, signal?: AbortSignal): Promise<unknown>;
  /** What a thrown error says, or undefined when Telegram did not answer at all. */
  refusal(error: unknown): Refusal | undefined;
  webhook(secret: string): (incoming: IncomingMessage, outgoing: ServerResponse) => unknown;
}

const greeting = 'Здравствуйте, <b>Ольга</b>';
const buttons = { inline_keyboard: [[{ text: 'Отметки', callback_data: 'marks' }]] };

/** The same bot on both libraries. */
export const clients: [string, (api: BotApi, token?: string) => SchoolBot][] = [
  ['grammY', grammyBot],
  ['telegraf', telegrafBot],
];

function grammyBot(api: BotApi, token = api.token): SchoolBot {
  const bot = new Bot(token, { client: { apiRoot: api.root } });
  bot.command('start', ctx => ctx.reply(greeting, { parse_mode: 'HTML', reply_markup: buttons }));
  bot.on('message:text', ctx => ctx.reply(`Вы написали: ${ctx.message.text}`));
  bot.on('edited_message:text', ctx => ctx.reply(`Вы исправили: ${ctx.editedMessage.text}`));
  bot.callbackQuery('marks', async ctx => {
    await ctx.answerCallbackQuery('Сейчас');
    await ctx.editMessageText('Маша: математика 5');
  });
  // Methods without parameters take the signal first.
  const raw = bot.api.raw as unknown as Record<string, (...params: unknown[]) => Promise<unknown>>;
  return {
    poll: () => bot.start(),
    stop: () => bot.stop(),
    call: (method, params = {}, signal) =>
      Object.keys(params).length > 0 ? raw[method]!(params, signal) : raw[method]!(signal),
    refusal: error =>
      error instanceof GrammyError
        ? { code: error.error_code, description: error.description, parameters: error.parameters }
        : undefined,
    webhook: secret => webhookCallback(bot, 'http', { secretToken: secret }),
  };
}

function telegrafBot(api: BotApi, token = api.token): SchoolBot {
  const bot = new Telegraf(token, { telegram: { apiRoot: api.root } });
  bot.start(ctx => ctx.reply(greeting, { parse_mode: 'HTML', reply_markup: buttons }));
  bot.on('message', ctx => ctx.reply(`Вы написали: ${ctx.text}`));
  bot.on('edited_message', ctx => ctx.reply(`Вы исправили: ${ctx.text}`));
  bot.action('marks', async ctx => {
    await ctx.answerCbQuery('Сейчас');
    await ctx.editMessageText('Маша: математика 5');
  });
  let polling: Promise<void> | undefined;
  return {
    poll: () => {
      polling = bot.launch();
      return polling;
    },
    async stop() {
      bot.stop();
      await polling;
    },
    call: (method, params = {}, signal) =>
      bot.telegram.callApi(method as 'getMe', params as object, { signal } as never),
    refusal: error =>
      error instanceof TelegramError
        ? { code: error.code, description: error.description, parameters: error.parameters ?? {} }
        : undefined,
    webhook: secret => bot.webhookCallback('/', { secretToken: secret }),
  };
}
