import type { Update } from 'grammy/types';
import { conflict, type Refused } from './refused.ts';

/** What happened, before it gets its `update_id`. */
export type Happened = Omit<Update, 'update_id'>;

/** One update on its way to the bot. `key` is the chat: within a chat the order is kept. */
export interface Pending {
  update: Update;
  key: number;
  at: number;
}

export interface Updates {
  /** Kinds the bot asked for; empty is the default: all but chat_member, message_reaction, message_reaction_count. */
  allowed: string[];
  pending: Pending[];
  /** Called when an update arrives. */
  listeners: Set<() => void>;
  push(key: number, happened: Happened): void;
  poll(options: { offset: number; limit: number; timeout: number }, hungUp: AbortSignal): Promise<Update[]>;
  endPoll(reason: Refused): void;
  confirm(update: Update): void;
  drop(): void;
  /** Jumps over update ids, or continues from a given one: «chosen randomly instead of sequentially». */
  jump(to: { by: number } | { to: number }): void;
}

interface Waiting {
  end(reason: Refused): void;
}

const day = 24 * 3600 * 1000;
const unasked = ['chat_member', 'message_reaction', 'message_reaction_count'];

/** The queue of updates of one bot; they are kept 24 hours. (https://core.telegram.org/bots/api#getting-updates) */
export function createUpdates(time: () => number): Updates {
  let nextId = 870_000_001;
  let waiting: Waiting | undefined;

  const updates: Updates = {
    allowed: [],
    pending: [],
    listeners: new Set(),
    push(key, happened) {
      if (!isAllowed(updates.allowed, happened)) return;
      updates.pending.push({ update: { update_id: nextId++, ...happened }, key, at: time() });
      for (const listener of updates.listeners) listener();
    },
    async poll({ offset, limit, timeout }, hungUp) {
      updates.endPoll(
        conflict('terminated by other getUpdates request; make sure that only one bot instance is running'),
      );
      forgetConfirmed(updates, offset, nextId);
      updates.pending = updates.pending.filter(one => one.at > time() - day);
      const ready = () => updates.pending.slice(0, limit).map(one => one.update);
      if (updates.pending.length > 0 || timeout === 0 || hungUp.aborted) return ready();
      const { promise, resolve, reject } = Promise.withResolvers<Update[]>();
      const arrived = () => resolve(ready());
      const timer = setTimeout(() => resolve([]), timeout * 1000);
      const mine = { end: reject };
      waiting = mine;
      updates.listeners.add(arrived);
      hungUp.addEventListener('abort', () => resolve([]), { once: true });
      return promise.finally(() => {
        clearTimeout(timer);
        updates.listeners.delete(arrived);
        if (waiting === mine) waiting = undefined;
      });
    },
    endPoll(reason) {
      waiting?.end(reason);
    },
    confirm(update) {
      updates.pending = updates.pending.filter(one => one.update !== update);
    },
    drop() {
      updates.pending = [];
    },
    jump(to) {
      if ('to' in to && updates.pending.length > 0) throw new Error('Ids start anew only when nothing is pending');
      nextId = 'to' in to ? to.to : nextId + to.by;
    },
  };
  return updates;
}

/** A positive offset confirms everything before it, unless it lies ahead of all ids; a negative one keeps the last few. */
function forgetConfirmed(updates: Updates, offset: number, nextId: number) {
  if (offset < 0) updates.pending = updates.pending.slice(offset);
  if (offset > 0 && offset <= nextId) {
    updates.pending = updates.pending.filter(one => one.update.update_id >= offset);
  }
}

function isAllowed(allowed: string[], happened: Happened) {
  const kind = Object.keys(happened)[0] ?? '';
  return allowed.length > 0 ? allowed.includes(kind) : !unasked.includes(kind);
}
