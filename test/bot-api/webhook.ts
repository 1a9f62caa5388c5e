import type { WebhookInfo } from 'grammy/types';
import type { Pending, Updates } from './updates.ts';
import { type Perform, post } from './webhook-post.ts';

export interface WebhookSettings {
  url: string;
  secretToken: string;
  maxConnections: number;
}

export interface Webhook {
  /** Where updates go; an empty url is none. */
  settings: WebhookSettings;
  /** Begins anew with other settings, or with none. */
  set(settings?: WebhookSettings): void;
  info(): WebhookInfo;
  /** Sends what is due: the first waiting update of every chat. */
  deliver(): void;
  /** Sends again at once what was not accepted, whatever its delay. */
  redeliver(): void;
  /** Comes when nothing is on its way: accepted, or waiting for its next attempt. */
  settled(): Promise<void>;
  close(): void;
}

interface Attempt {
  fails: number;
  dueAt: number;
}

interface Delivery {
  startedAt: number;
  abort: AbortController;
  done: Promise<void>;
}

const none: WebhookSettings = { url: '', secretToken: '', maxConnections: 40 };

/**
 * Delivery by webhook (https://core.telegram.org/bots/api#setwebhook): an update not answered 2xx is repeated after 1,
 * 2, 4 … seconds of the given clock for 24 hours, and holds back the later ones of its chat. Nothing is timed by itself:
 * `deliver` is called when an update arrives and when the clock is moved.
 */
export function createWebhook(time: () => number, updates: Updates, perform: Perform): Webhook {
  const attempts = new Map<Pending, Attempt>();
  const underWay = new Map<Pending, Delivery>();
  let lastError: { date: number; message: string } | undefined;

  const send = async (pending: Pending, signal: AbortSignal) => {
    const attempt = attempts.get(pending) ?? { fails: 0, dueAt: 0 };
    const { error, retryAfter } = await post(webhook.settings, pending, { signal, perform });
    underWay.delete(pending);
    if (error === undefined) {
      attempts.delete(pending);
      updates.confirm(pending.update);
    } else {
      lastError = { date: Math.floor(time() / 1000), message: error };
      const delay = retryAfter ?? Math.min(2 ** attempt.fails, 60);
      attempts.set(pending, { fails: attempt.fails + 1, dueAt: time() + delay * 1000 });
    }
    webhook.deliver();
  };

  const webhook: Webhook = {
    settings: none,
    set(settings = none) {
      webhook.settings = settings;
      attempts.clear();
      lastError = undefined;
      webhook.deliver();
    },
    info: () => ({
      url: webhook.settings.url,
      has_custom_certificate: false,
      pending_update_count: updates.pending.length,
      ...(webhook.settings.url ? { max_connections: webhook.settings.maxConnections } : {}),
      ...(lastError ? { last_error_date: lastError.date, last_error_message: lastError.message } : {}),
      ...(updates.allowed.length > 0 ? { allowed_updates: updates.allowed as WebhookInfo['allowed_updates'] } : {}),
    }),
    deliver() {
      if (!webhook.settings.url) return;
      const now = time();
      for (const { startedAt, abort } of underWay.values()) if (now - startedAt >= 60_000) abort.abort();
      updates.pending = updates.pending.filter(one => one.at > now - 24 * 3600_000 || underWay.has(one));
      for (const pending of firstOfEachChat(updates.pending)) {
        const due = (attempts.get(pending)?.dueAt ?? 0) <= now && !underWay.has(pending);
        if (!due || underWay.size >= webhook.settings.maxConnections) continue;
        const abort = new AbortController();
        underWay.set(pending, { startedAt: now, abort, done: send(pending, abort.signal) });
      }
    },
    redeliver() {
      for (const attempt of attempts.values()) attempt.dueAt = 0;
      webhook.deliver();
    },
    async settled() {
      while (underWay.size > 0) await Promise.all([...underWay.values()].map(({ done }) => done));
    },
    close() {
      webhook.settings = none;
      for (const { abort } of underWay.values()) abort.abort();
    },
  };
  updates.listeners.add(webhook.deliver);
  return webhook;
}

function firstOfEachChat(pending: Pending[]): Pending[] {
  return [...Map.groupBy(pending, one => one.key).values()].flatMap(ofChat => ofChat.slice(0, 1));
}
