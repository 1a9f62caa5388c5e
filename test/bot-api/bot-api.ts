import type { AddressInfo } from 'node:net';
import type { UserFromGetMe } from 'grammy/types';
import { createFailures, type Failure, type FailureOptions } from './failures.ts';
import { createGroup, type GroupIdentity } from './group.ts';
import { perform } from './perform.ts';
import { createPerson, type Identity } from './person.ts';
import { createRates, type Limits } from './rates.ts';
import { openServer } from './server.ts';
import type { Call, Telegram } from './telegram.ts';
import { createUpdates } from './updates.ts';
import { createWebhook } from './webhook.ts';

export interface BotApiOptions {
  /** The clock, as a date or in milliseconds; the machine's by default. `advance` moves it either way. */
  now?: () => number | Date;
  /** Any free port by default. */
  port?: number;
  token?: string;
  /** Whether messages are counted against the documented limits from the start; off by default. */
  limits?: boolean | Partial<Limits>;
}

export type BotApi = Awaited<ReturnType<typeof startBotApi>>;

/** Starts a stand-in of the Telegram Bot API for one bot on the loopback address. See README.md beside this file. */
export async function startBotApi(options: BotApiOptions = {}) {
  const telegram = createTelegram(options);
  const server = await openServer(telegram.state, options.port ?? 0);
  const { state } = telegram;
  return {
    root: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: state.token,
    botUser: state.bot,
    /** Everything the bot asked for, in order. */
    calls: state.calls as readonly Call[],
    /** Waits until a method has been called (and got its outcome) so many times; gives the last of these calls. */
    called: (method: string, times = 1) => called(state, method, times),
    /** Waits until the bot hangs on a long poll: it is up, and has confirmed what it got before. */
    polled: () => polled(state),
    person: (identity: Identity) => createPerson(state, identity),
    group: (group: GroupIdentity) => createGroup(state, group),
    /** Makes the next calls fail. */
    failNext: (failure: Failure, how?: FailureOptions) => state.failures.next(failure, how),
    forgetFailures: () => state.failures.forget(),
    /** Turns the counting of messages on or off. */
    countMessages(on: boolean) {
      state.rates.on = on;
    },
    /** Moves the clock forward (milliseconds) and sends what has become due to the webhook; comes when that is answered. */
    advance(milliseconds: number) {
      telegram.advance(milliseconds);
      state.webhook.deliver();
      return state.webhook.settled();
    },
    /** Repeats at once what the webhook did not accept; comes when that is answered. */
    redeliver() {
      state.webhook.redeliver();
      return state.webhook.settled();
    },
    /** Comes when no update is on its way to the webhook. */
    settled: () => state.webhook.settled(),
    /** Makes ids of updates jump: `{ by }` forward, or `{ to }` a new beginning when nothing is pending. */
    jumpUpdateId: (to: { by: number } | { to: number }) => state.updates.jump(to),
    /** Updates the bot has not confirmed. */
    pending: () => state.updates.pending.map(one => one.update),
    async close() {
      state.webhook.close();
      const closed = new Promise(resolve => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function createTelegram({ now = Date.now, token = defaultToken, limits = false }: BotApiOptions) {
  let moved = 0;
  let number = 100;
  const time = () => Number(now()) + moved;
  const updates = createUpdates(time);
  const state: Telegram = {
    ...{ time, startedAt: time(), token, bot: botUser(token), loggedOut: false, rooms: new Map(), updates },
    webhook: createWebhook(time, updates, (method, request) =>
      perform(state, method, { request, hungUp: new AbortController().signal }),
    ),
    ...{ pressed: new Map(), files: new Map(), commands: new Map() },
    ...{ rates: createRates(time, limits), failures: createFailures(), calls: [], onCall: new Set() },
    nextNumber: () => number++,
  };
  const advance = (milliseconds: number) => {
    moved += milliseconds;
  };
  return { state, advance };
}

const defaultToken = '7000000001:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0';

function botUser(token: string): UserFromGetMe {
  return {
    ...{ id: Number(token.split(':')[0]), is_bot: true, first_name: 'Звонок', username: 'zvonok_school_bot' },
    ...{ can_join_groups: true, can_read_all_group_messages: false, supports_inline_queries: false },
    ...{ can_connect_to_business: false, has_main_web_app: false, has_topics_enabled: false },
    ...{ allows_users_to_create_topics: false, can_manage_bots: false, supports_join_request_queries: false },
  };
}

function called(telegram: Telegram, method: string, times: number): Promise<Call> {
  return until(telegram, `${method} was not called ${times} times`, () => {
    return telegram.calls.filter(one => one.method === method && one.outcome !== 'under way')[times - 1];
  });
}

function polled(telegram: Telegram): Promise<Call> {
  return until(telegram, 'Nobody polls', () => {
    return telegram.calls.findLast(one => one.method === 'getUpdates' && one.outcome === 'under way');
  });
}

/** Comes when some call answers the question; fails after five seconds. */
function until(telegram: Telegram, otherwise: string, look: () => Call | undefined): Promise<Call> {
  const { promise, resolve, reject } = Promise.withResolvers<Call>();
  const listener = () => {
    const call = look();
    if (call) resolve(call);
  };
  const timer = setTimeout(() => reject(new Error(otherwise)), 5000);
  telegram.onCall.add(listener);
  listener();
  return promise.finally(() => {
    clearTimeout(timer);
    telegram.onCall.delete(listener);
  });
}
