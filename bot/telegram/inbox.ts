import type { Update } from 'grammy/types';
import type { House } from '#school/house.ts';
import { finishUpdate, type StoredUpdate, storeUpdates, unfinishedUpdates } from '#school/incoming-updates.ts';
import { inOrder } from './in-order.ts';
import { chatOf } from './read-update.ts';
import { inShort } from './undeliverable.ts';

interface InboxHouse {
  house: House;
  answer(update: Update): Promise<void>;
  closing: AbortSignal;
  log: { warn(facts: object, message: string): void };
}

export interface Inbox {
  /** Stores updates; when this comes, Telegram may forget them. They are answered afterwards. */
  take(updates: readonly Update[]): Promise<void>;
  /** Begins with what the last run left unfinished. */
  resume(): Promise<void>;
  /** Comes when nothing is being answered. */
  idle(): Promise<void>;
  close(): void;
}

/** So many chats are answered side by side; the browser's door needs the database too. */
const sideBySide = 6;

/**
 * Updates on their way to an answer, from either of Telegram's two doors: stored under their number, then worked in the order
 * of their chat, once. What a crash leaves unfinished is worked at the next start.
 */
export function openInbox({ house, answer, closing, log }: InboxHouse): Inbox {
  const work = async ({ id, body }: StoredUpdate) => {
    try {
      await answer(body as Update).catch(error => {
        if (closing.aborted) throw error;
        log.warn({ error: inShort(error) }, 'an answer was not brought to Telegram');
      });
      await house.asHouse(act => finishUpdate(act, id));
    } catch (error) {
      if (!closing.aborted) log.warn({ error: inShort(error) }, 'an update stays unfinished till the next start');
    }
  };
  const queue = inOrder(work, { sideBySide });
  const begin = (stored: StoredUpdate[]) => {
    for (const update of stored) queue.push(chatOf(update.body as Update), update);
  };

  return {
    take: async updates => {
      const given = updates.map(update => ({ updateId: update.update_id, body: update }));
      begin(await house.asHouse(act => storeUpdates(act, 'telegram', given)));
    },
    resume: async () => begin(await house.asHouse(act => unfinishedUpdates(act, 'telegram'))),
    idle: queue.idle,
    close: queue.close,
  };
}
