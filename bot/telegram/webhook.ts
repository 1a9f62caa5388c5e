import { createHmac } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Api } from 'grammy';
import { readKinds } from './read-update.ts';

/** Where Telegram calls us, below PUBLIC_URL. */
export const webhookPath = '/api/telegram';

/** What Telegram shows with each call: made of the token, so that there is nothing more to configure. */
export function webhookSecret(token: string): string {
  return createHmac('sha256', token).update('zvonok webhook').digest('hex');
}

interface WatchOptions {
  url: string;
  secret: string;
  signal: AbortSignal;
  /** Hears each minute since when Telegram has been unable to reach us; nothing when it can. */
  onLook(deafSince: Date | undefined): void;
  everyMs?: number;
}

/** Sets the webhook and looks after it each minute. Ends by rejecting, also when somebody has set another one. */
export async function watchWebhook(api: Api, options: WatchOptions): Promise<never> {
  const { url, secret, signal, onLook, everyMs = 60_000 } = options;
  const settings = { secret_token: secret, allowed_updates: readKinds, max_connections: 20 };
  await api.setWebhook(url, settings, signal as never);
  for (;;) {
    await pause(everyMs, undefined, { signal });
    const info = await api.getWebhookInfo(signal as never);
    if (info.url !== url) throw new Error('the webhook was taken away');
    const waits = info.pending_update_count > 0 && info.last_error_date !== undefined;
    onLook(waits ? new Date(info.last_error_date! * 1000) : undefined);
  }
}
