import { setTimeout as pause } from 'node:timers/promises';
import { type Api, GrammyError } from 'grammy';
import type { BotCommand } from 'grammy/types';
import type { Logger } from 'pino';
import type { Inbox } from './inbox.ts';
import { poll } from './poll.ts';
import { inShort, isWrongToken } from './undeliverable.ts';
import { watchWebhook } from './webhook.ts';

/** How a try to reach Telegram went. */
export type Touch = 'answering' | 'unreachable' | 'wrong token';

interface TouchHouse {
  api: Api;
  inbox: Inbox;
  commands: readonly BotCommand[];
  /** Long polling without one. */
  webhook: { url: string; secret: string } | undefined;
  log: Logger;
  signal: AbortSignal;
  /** Hears the bot's name. */
  onMet(name: string): void;
  onLook(deafSince: Date | undefined): void;
}

/**
 * Listens to Telegram until the signal: greets it, switches to long polling or to the webhook, and begins anew after every
 * failure, for nothing that happens out there may stop the school. `first` tells how the first greeting went.
 */
export function stayInTouch(touch: TouchHouse): { first: Promise<Touch>; ended: Promise<void> } {
  const { promise: first, resolve: tell } = Promise.withResolvers<Touch>();
  return { first, ended: goOn(touch, tell) };
}

async function goOn(touch: TouchHouse, tell: (first: Touch) => void): Promise<void> {
  const { log, signal } = touch;
  let saidBefore = '';
  let failures = 0;
  while (!signal.aborted) {
    try {
      await greet(touch);
      tell('answering');
      await listen(touch, () => {
        saidBefore = '';
        failures = 0;
      });
    } catch (error) {
      if (signal.aborted) return;
      tell(isWrongToken(error) ? 'wrong token' : 'unreachable');
      const { line, wait } = adviceOn(error, failures++);
      // An outage of an hour is one line, not a thousand.
      if (line !== saidBefore) log.warn(line);
      saidBefore = line;
      await pause(wait, undefined, { signal }).catch(() => {});
    }
  }
}

async function greet({ api, commands, signal, onMet }: TouchHouse): Promise<void> {
  const { username } = await api.getMe(signal as never);
  onMet(username);
  // An ornament: Telegram limits how often it may be set, and that must not leave the bot deaf.
  await api.setMyCommands(commands, undefined, signal as never).catch(error => {
    if (!(error instanceof GrammyError)) throw error;
  });
}

async function listen(touch: TouchHouse, onHeard: () => void): Promise<never> {
  const { api, inbox, webhook, log, signal, onLook } = touch;
  if (!webhook) return poll(api, { inbox, signal, onHeard });
  const look = (deafSince: Date | undefined) => {
    onHeard();
    onLook(deafSince);
  };
  try {
    return await watchWebhook(api, { ...webhook, signal, onLook: look });
  } catch (error) {
    // An address Telegram won't call (not https, an inner name) must not leave the bot deaf.
    if (!(error instanceof GrammyError) || error.error_code !== 400) throw error;
    log.warn(`PUBLIC_URL will not do for a webhook, so the bot asks for messages itself: ${error.description}`);
    return poll(api, { inbox, signal, onHeard });
  }
}

function adviceOn(error: unknown, failures: number): { line: string; wait: number } {
  if (isWrongToken(error)) return { line: 'Telegram knows no bot with this TELEGRAM_TOKEN', wait: 60_000 };
  const { error_code: code, parameters } = error instanceof GrammyError ? error : {};
  if (code === 409) return { line: `another copy of the program listens to this bot: ${inShort(error)}`, wait: 10_000 };
  const asked = parameters?.retry_after;
  const wait = asked === undefined ? Math.min(5000, 250 * 2 ** failures) : asked * 1000;
  return { line: `Telegram is out of reach: ${inShort(error)}`, wait };
}
