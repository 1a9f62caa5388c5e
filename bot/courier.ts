import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { House } from '#school/house.ts';
import {
  type Errand,
  endChannel,
  moveChannel,
  putOff,
  type Round,
  recordRefused,
  recordShown,
  sendOut,
  takeRounds,
} from '#school/notices.ts';
import type { Press } from '#templates/press.ts';
import { splitScreen } from './split-screen.ts';
import { type Messenger, Undeliverable } from './messenger.ts';

export interface Courier {
  /** Carries everything that is due now, once; for tests, and for a last round before closing. */
  round(): Promise<number>;
  /** Goes on carrying until stopped. */
  start(): void;
  stop(): Promise<void>;
  lastRoundAt(): Date | undefined;
}

interface CourierHouse {
  house: House;
  press: Press;
  messengers: readonly Messenger[];
  log: Logger;
  /** Pause between rounds in ms. */
  everyMs?: number;
}

/** So many chats of a messenger are served side by side. */
const sideBySide = 20;

/** These become one message when they wait together: by what they have in common. */
const together: Record<string, (errand: Errand) => string> = {
  mark: errand => errand.kind,
  absence: errand => errand.kind,
  reply: errand => `${errand.kind} ${errand.subject}`,
};

/**
 * Delivers what people must be told. Promise: nothing is lost; after a crash only what was in flight may come twice.
 * Each messenger has its own lane, so that one out of reach stops no other.
 */
export function openCourier(courier: CourierHouse): Courier {
  const { house, messengers, log, everyMs = 1000 } = courier;
  let lastRoundAt: Date | undefined;
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();

  const lane = async (messenger: Messenger): Promise<number> => {
    let carried = 0;
    for (;;) {
      const rounds = await house.asHouse(act => takeRounds(act, messenger.name, sideBySide));
      if (rounds.length === 0) return carried;
      const counts = await Promise.all(rounds.map(round => carry(courier, messenger, round)));
      carried += counts.reduce((sum, count) => sum + count, 0);
      if (stopping.signal.aborted) return carried;
    }
  };
  const round = async () => {
    await house.asHouse(sendOut);
    lastRoundAt = house.world.now();
    const counts = await Promise.all(messengers.map(lane));
    return counts.reduce((sum, count) => sum + count, 0);
  };
  const goOn = async (work: () => Promise<unknown>) => {
    while (!stopping.signal.aborted) {
      await work().catch((err: unknown) => log.error({ err }, 'courier'));
      await pause(everyMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  };

  return {
    round,
    lastRoundAt: () => lastRoundAt,
    start: () => {
      const sending = async () => {
        await house.asHouse(sendOut);
        lastRoundAt = house.world.now();
      };
      for (const work of [sending, ...messengers.map(messenger => () => lane(messenger))]) running.add(goOn(work));
    },
    stop: async () => {
      stopping.abort();
      await Promise.all(running);
    },
  };
}

/** Tells one chat its errands in order; gives how many notices were shown. */
async function carry(courier: CourierHouse, messenger: Messenger, round: Round): Promise<number> {
  const { house, press } = courier;
  const left = messagesOf(round.errands);
  let shown = 0;
  while (left.length > 0) {
    const message = left[0]!;
    const ids = message.map(errand => errand.deliveryId);
    try {
      const screen = press.screen(`notices/${message[0]!.kind}`, { notices: message.map(({ facts }) => facts) });
      let messageId: string | undefined;
      for (const part of splitScreen(screen)) ({ messageId } = await messenger.show(round.address, part));
      await house.asHouse(act => recordShown(act, ids, messageId));
    } catch (error) {
      await fail(courier, round, { error, errands: left.flat() });
      return shown;
    }
    shown += message.length;
    left.shift();
  }
  return shown;
}

/** Errands as messages: neighbours that belong together become one. */
function messagesOf(errands: Errand[]): Errand[][] {
  const messages: Errand[][] = [];
  for (const errand of errands) {
    const key = together[errand.kind]?.(errand);
    const previous = messages.at(-1);
    if (key && previous && together[previous[0]!.kind]?.(previous[0]!) === key) previous.push(errand);
    else messages.push([errand]);
  }
  return messages;
}

async function fail(
  { house, log }: CourierHouse,
  round: Round,
  { error, errands }: { error: unknown; errands: Errand[] },
): Promise<void> {
  const ids = errands.map(errand => errand.deliveryId);
  if (!(error instanceof Undeliverable)) {
    // Our own fault with the first of them must not hold up the others of this chat.
    log.error({ err: error, kind: errands[0]!.kind }, 'notice could not be printed');
    await house.asHouse(act => recordRefused(act, ids.slice(0, 1), 'fault'));
    return house.asHouse(act => putOff(act, ids.slice(1), { nextAttemptAt: act.at, error: 'fault', failed: false }));
  }
  const { why, retryAfter, movedTo } = error;
  log.warn({ why, chat: round.chatId, messenger: round.messenger }, 'notice not delivered');
  if (why === 'blocked' || why === 'gone') return house.asHouse(act => endChannel(act, round.chatId, why));
  if (why === 'moved' && movedTo) return house.asHouse(act => moveChannel(act, round.chatId, movedTo));
  const wait = retryAfter ?? backoff(errands[0]!.attempts);
  await house.asHouse(act =>
    putOff(act, ids, {
      nextAttemptAt: new Date(act.at.getTime() + wait),
      error: why,
      failed: retryAfter === undefined,
    }),
  );
}

/** 2 s, 4 s, 8 s … at most five minutes: an hour without a network loses nothing. */
function backoff(attempts: number): number {
  return Math.min(300_000, 2000 * 2 ** Math.min(attempts, 8));
}
