import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { House } from '#school/house.ts';
import { takeRounds } from '#school/notices.ts';
import { sendOut } from '#school/tellings/send-out.ts';
import type { Press } from '#templates/press.ts';
import { carry, gathering } from './carry.ts';
import type { Messenger } from './messenger.ts';

export interface Courier {
  /** Carries everything that is due now, once; for tests, and for a last round before closing. */
  round(): Promise<number>;
  /** Goes on carrying until stopped. */
  start(): void;
  /** Lets what is being said be said, within a moment; the rest waits for the next start. */
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
/** At the end a messenger that hangs is waited for so long. */
const lastWordMs = 1500;

/**
 * Delivers what people must be told. Promise: nothing is lost; after a crash only what was in flight may come twice.
 * Each messenger has its own lane, so that one out of reach stops no other; within a lane a chat that hangs stops no other.
 */
export function openCourier({ house, press, messengers, log, everyMs = 1000 }: CourierHouse): Courier {
  let lastRoundAt: Date | undefined;
  const stopping = new AbortController();
  const hurrying = new AbortController();
  const running = new Set<Promise<void>>();
  const signals = { stopping: stopping.signal, hurrying: hurrying.signal };
  const halfTold = new Map<string, number>();

  const send = async () => {
    await house.asHouse(act => sendOut(act, gathering));
    lastRoundAt = house.world.now();
  };
  const lane = async (messenger: Messenger): Promise<number> => {
    const carrier = { house, press, log, messenger, halfTold, ...signals };
    // By chat: one whose messenger hangs for longer than its errands are ours is not told the same again by ourselves.
    const busy = new Map<number, Promise<void>>();
    let carried = 0;
    for (;;) {
      const idle = busy.size === 0;
      const most = stopping.signal.aborted ? 0 : sideBySide - busy.size;
      const except = [...busy.keys()];
      const rounds = most > 0 ? await house.asHouse(act => takeRounds(act, messenger.name, { most, except })) : [];
      for (const round of rounds) {
        const chat = carry(carrier, round)
          .then(count => {
            carried += count;
          })
          .catch((err: unknown) => log.error({ err }, 'courier'))
          .finally(() => busy.delete(round.chatId));
        busy.set(round.chatId, chat);
      }
      if (idle && rounds.length === 0) return carried;
      if (busy.size > 0) await someReady(busy, everyMs);
    }
  };
  const goOn = async (work: () => Promise<unknown>) => {
    while (!stopping.signal.aborted) {
      await work().catch((err: unknown) => log.error({ err }, 'courier'));
      await pause(everyMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  };

  return {
    round: async () => {
      await send();
      const counts = await Promise.all(messengers.map(lane));
      return counts.reduce((sum, count) => sum + count, 0);
    },
    lastRoundAt: () => lastRoundAt,
    start: () => {
      for (const work of [send, ...messengers.map(messenger => () => lane(messenger))]) running.add(goOn(work));
    },
    stop: async () => {
      stopping.abort();
      const hurry = setTimeout(() => hurrying.abort(), lastWordMs);
      await Promise.all(running);
      clearTimeout(hurry);
    },
  };
}

/** Comes when half of the places are free, so that one query fills many; or after a while, for some may hang. */
async function someReady(busy: ReadonlyMap<number, Promise<void>>, patienceMs: number): Promise<void> {
  const tired = pause(patienceMs, 'tired', { ref: false });
  let woken: unknown;
  do woken = await Promise.race([tired, ...busy.values()]);
  while (woken !== 'tired' && busy.size > sideBySide / 2);
}
