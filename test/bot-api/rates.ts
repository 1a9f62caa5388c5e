import { tooManyRequests } from './refused.ts';

/** How many messages a bot may send (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this). */
export interface Limits {
  /** Messages a second to all chats together. */
  perSecond: number;
  /** Messages a second to one chat, in the long run. */
  perChatPerSecond: number;
  /** Messages that may go to one chat at once: «we may allow short bursts». */
  burst: number;
  /** Messages a minute to one group. */
  perGroupPerMinute: number;
}

export interface Rates {
  /** Whether anything is counted: off until a test turns it on. */
  on: boolean;
  limits: Limits;
  /** Counts one message to a chat; 429 with the seconds to wait when it is one too many (it isn't counted then). */
  count(chatId: number): void;
}

const documented: Limits = { perSecond: 30, perChatPerSecond: 1, burst: 3, perGroupPerMinute: 20 };

/** The counters of one bot, by the clock given (milliseconds). */
export function createRates(time: () => number, limits: boolean | Partial<Limits> = false): Rates {
  const sent: { at: number; chatId: number }[] = [];
  const rates: Rates = {
    on: limits !== false,
    limits: { ...documented, ...(typeof limits === 'object' ? limits : {}) },
    count(chatId) {
      if (!rates.on) return;
      const now = time();
      while (sent[0] && sent[0].at <= now - 60_000) sent.shift();
      const wait = Math.max(waitForAll(sent, now, rates.limits), waitForChat(sent, now, { chatId, ...rates.limits }));
      if (wait > 0) throw tooManyRequests(wait / 1000);
      sent.push({ at: now, chatId });
    },
  };
  return rates;
}

type Sent = { at: number; chatId: number }[];

function waitForAll(sent: Sent, now: number, { perSecond }: Limits): number {
  return waitForWindow(sent, now, { many: perSecond, within: 1000 });
}

function waitForChat(sent: Sent, now: number, { chatId, ...limits }: Limits & { chatId: number }): number {
  const here = sent.filter(one => one.chatId === chatId);
  if (chatId < 0) return waitForWindow(here, now, { many: limits.perGroupPerMinute, within: 60_000 });
  // A bucket of `burst` tokens, refilled at the rate per second.
  let tokens = limits.burst;
  let last = here[0]?.at ?? now;
  for (const { at } of here) {
    tokens = Math.min(limits.burst, tokens + ((at - last) / 1000) * limits.perChatPerSecond) - 1;
    last = at;
  }
  tokens = Math.min(limits.burst, tokens + ((now - last) / 1000) * limits.perChatPerSecond);
  return tokens >= 1 ? 0 : ((1 - tokens) / limits.perChatPerSecond) * 1000;
}

function waitForWindow(sent: Sent, now: number, { many, within }: { many: number; within: number }): number {
  const inside = sent.filter(one => one.at > now - within);
  const oldest = inside.at(-many);
  return oldest ? oldest.at + within - now : 0;
}
