import type { Api } from 'grammy';
import { pollSeconds } from './client.ts';
import type { Inbox } from './inbox.ts';
import { readKinds } from './read-update.ts';

interface PollOptions {
  inbox: Inbox;
  signal: AbortSignal;
  /** Told each time Telegram has answered, with or without news. */
  onHeard(): void;
}

/** Long polling: asks for updates again and again, confirming by `offset` only those that are stored. Ends by rejecting. */
export async function poll(api: Api, { inbox, signal, onHeard }: PollOptions): Promise<never> {
  await api.deleteWebhook(undefined, signal as never);
  for (let offset = 0; ; ) {
    const asked = { offset, timeout: pollSeconds, allowed_updates: readKinds };
    const updates = await api.getUpdates(asked, signal as never);
    onHeard();
    if (updates.length === 0) continue;
    await inbox.take(updates);
    offset = updates.at(-1)!.update_id + 1;
  }
}
