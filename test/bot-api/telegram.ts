import type { BotCommand, UserFromGetMe } from 'grammy/types';
import type { Failures } from './failures.ts';
import type { Rates } from './rates.ts';
import type { Upload } from './request.ts';
import type { Room } from './room.ts';
import type { Updates } from './updates.ts';
import type { Webhook } from './webhook.ts';

/** A pressed button that waits for answerCallbackQuery. */
export interface Pressed {
  at: number;
  answered(answer: CallbackAnswer): void;
}

/** What the person is shown for a press: a notice over the chat, a window, or nothing but the end of waiting. */
export interface CallbackAnswer {
  text: string;
  alert: boolean;
}

/** One request of the bot, for tests to look at. */
export interface Call {
  method: string;
  params: Record<string, unknown>;
  /** When it came, in milliseconds by the test's clock. */
  at: number;
  outcome: 'under way' | 'answered' | 'reset' | 'not answered';
  code?: number;
  description?: string;
  result?: unknown;
}

/** Everything the imitated Telegram remembers about one bot. */
export interface Telegram {
  time(): number;
  startedAt: number;
  token: string;
  bot: UserFromGetMe;
  loggedOut: boolean;
  rooms: Map<number, Room>;
  updates: Updates;
  webhook: Webhook;
  pressed: Map<string, Pressed>;
  files: Map<string, Upload & { id: string; path: string }>;
  commands: Map<string, BotCommand[]>;
  rates: Rates;
  failures: Failures;
  calls: Call[];
  /** Called when a call comes, and again when it has got its outcome. */
  onCall: Set<() => void>;
  /** Ids of messages, callback queries and files, never the same twice. */
  nextNumber(): number;
}

/** Unix time in seconds, as in the fields `date` and `edit_date`. */
export function unixTime(telegram: Telegram) {
  return Math.floor(telegram.time() / 1000);
}
