import { createHash } from 'node:crypto';
import webPush from 'web-push';
import type { Press } from '#templates/press.ts';
import { type Messenger, type ShowOptions, Undeliverable } from '../messenger.ts';
import { withoutSpoilers } from '../without-spoilers.ts';

interface PushHouse {
  press: Press;
  /** The school's own keys (RFC 8292). */
  keys: { publicKey: string; privateKey: string };
  /** Where the journal is, as push services may ask. */
  site: string;
  now(): Date;
}

/** A push service keeps a message for a browser that is off so long. */
const keptSeconds = 24 * 60 * 60;
/** A payload holds about 4000 bytes, of which Russian takes two a letter. */
const mostCharacters = 1200;
const patienceMs = 30_000;

/** Web Push as the courier's messenger: encrypted for the browser alone (RFC 8291), signed by the school. */
export function openPush({ press, keys, site, now }: PushHouse): Messenger {
  const vapidDetails = { ...keys, subject: subjectOf(site) };
  return {
    name: 'push',
    show: async (address, screen, { signal, key = screen.text, means } = {}) => {
      const { text } = withoutSpoilers(press, screen.text);
      const tag = createHash('sha256').update(key).digest('base64url').slice(0, 32);
      const payload = { title: press.sentence('mail/push-title'), body: cut(text), url: '/notices', tag };
      const subscription = { endpoint: address, keys: { p256dh: means?.p256dh ?? '', auth: means?.auth ?? '' } };
      const request = webPush.generateRequestDetails(subscription, JSON.stringify(payload), {
        ...{ vapidDetails, TTL: keptSeconds, contentEncoding: 'aes128gcm', urgency: 'normal' },
        // A message that is said again takes the place of the one that still waits there.
        topic: tag,
      });
      const answer = await post(request, signal);
      if (!answer.ok) throw pushFailureOf(answer, now());
      return { messageId: tag };
    },
  };
}

async function post(
  { endpoint, method, headers, body }: webPush.RequestDetails,
  signal: ShowOptions['signal'],
): Promise<Response> {
  const signals = [AbortSignal.timeout(patienceMs), ...(signal ? [signal] : [])];
  try {
    const { 'Content-Length': _, ...rest } = headers as Record<string, string>;
    const answer = await fetch(endpoint, {
      ...{ method, headers: { ...rest, TTL: String(keptSeconds) }, body: new Uint8Array(body!), redirect: 'manual' },
      signal: AbortSignal.any(signals),
    });
    await answer.body?.cancel();
    return answer;
  } catch {
    throw new Undeliverable('unreachable');
  }
}

/** What a push service's answer means; an answer that says the message or our keys are wrong is a plain fault. */
function pushFailureOf({ status, headers }: Response, now: Date): Error {
  if (status === 404 || status === 410) return new Undeliverable('gone');
  if (status === 429) return new Undeliverable('busy', { retryAfter: waitOf(headers.get('retry-after'), now) });
  return status >= 500 ? new Undeliverable('unreachable') : new Error(`push: ${status}`);
}

/** «120» or a date, in ms; a minute when it says nothing we understand. */
function waitOf(retryAfter: string | null, now: Date): number {
  const seconds = Number(retryAfter ?? Number.NaN);
  if (seconds > 0) return seconds * 1000;
  const until = Date.parse(retryAfter ?? '') - now.getTime();
  return until > 0 ? until : 60_000;
}

/** Push services want an address to complain to: https or mailto. */
function subjectOf(site: string): string {
  return site.startsWith('https:') ? site : `mailto:zvonok@${new URL(site).hostname}`;
}

function cut(text: string): string {
  return text.length <= mostCharacters ? text : `${text.slice(0, mostCharacters - 1)}…`;
}

/** A fresh pair for the first start. */
export function makeVapidKeys(): { publicKey: string; privateKey: string } {
  return webPush.generateVAPIDKeys();
}
