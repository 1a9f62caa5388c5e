import type { Api } from 'grammy';
import { type Messenger, mostFileBytes, type Told, Undeliverable } from '../messenger.ts';
import { send, sendFile } from './messages.ts';
import type { Pace } from './pace.ts';
import { failureOf } from './undeliverable.ts';

/** So many chats turned away in a row mean that Telegram has had enough of the bot, not of one chat. */
const mostTurnedAway = 3;

interface MessengerHouse {
  api: Api;
  pace: Pace['news'];
  now(): Date;
  /** Told that something newer than the last screen of the conversation stands in the chat. */
  onShown(address: string): void;
}

/** Telegram as the courier's messenger. It repeats nothing: the courier owns the retries. */
export function openMessenger({ api, pace, now, onShown }: MessengerHouse): Messenger {
  const turnedAway = new Set<string>();
  let restsUntil = 0;

  const refuseWhileResting = () => {
    const left = restsUntil - now().getTime();
    if (left > 0) throw new Undeliverable('busy', { retryAfter: left });
  };
  const heed = (address: string, { why, retryAfter = 1000 }: Undeliverable) => {
    if (why !== 'busy') return;
    turnedAway.add(address);
    if (turnedAway.size >= mostTurnedAway) restsUntil = Math.max(restsUntil, now().getTime() + retryAfter);
  };

  return {
    name: 'telegram',
    show: async (address, screen, { signal } = {}) => {
      refuseWhileResting();
      // What can't be made is our own fault, not Telegram's.
      const content = await screen.file?.make();
      await pace(address);
      refuseWhileResting();
      try {
        signal?.throwIfAborted();
        const messageId = await say(api, address, { ...screen, content }, signal);
        turnedAway.clear();
        onShown(address);
        return { messageId: String(messageId) };
      } catch (error) {
        const failure = failureOf(error);
        if (failure instanceof Undeliverable) heed(address, failure);
        throw failure;
      }
    },
  };
}

/** What Telegram would not take stays on the site, where the words lead to. */
async function say(
  api: Api,
  address: string,
  { file, content, ...screen }: Told & { content: Buffer | undefined },
  signal?: AbortSignal,
): Promise<number> {
  if (!file || !content || content.length > mostFileBytes) return send(api, address, screen, signal);
  return sendFile(api, address, { ...screen, name: file.name, content }, signal);
}
