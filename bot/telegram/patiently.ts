import { setTimeout as pause } from 'node:timers/promises';
import { HttpError } from 'grammy';
import { Undeliverable } from '../messenger.ts';
import { failureOf } from './undeliverable.ts';

/** How often a reply is tried again, and how long nobody minds waiting for one. */
const pauses = [300, 3000];
const longestWait = 10_000;

/**
 * Sends a reply, for which somebody waits: waits itself when Telegram asks for a short wait, tries again over a bad line. Rejects
 * with the last failure as `failureOf` words it. `once`: nothing that may have arrived is sent again.
 */
export async function patiently<T>(
  send: () => Promise<T>,
  signal: AbortSignal,
  { once = false }: { once?: boolean } = {},
): Promise<T> {
  for (const wait of pauses) {
    try {
      return await send();
    } catch (error) {
      const failure = failureOf(error);
      const asked = waitAfter(failure, wait);
      if (asked === undefined || signal.aborted || (once && error instanceof HttpError)) throw failure;
      await pause(asked, undefined, { signal });
    }
  }
  return send().catch(error => Promise.reject(failureOf(error)));
}

function waitAfter(failure: Error, otherwise: number): number | undefined {
  if (!(failure instanceof Undeliverable)) return undefined;
  const { why, retryAfter = otherwise } = failure;
  if (why === 'unreachable') return otherwise;
  return why === 'busy' && retryAfter <= longestWait ? retryAfter : undefined;
}
