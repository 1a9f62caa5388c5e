import { Chat } from '#db/school/chat.ts';
import { VapidKeys } from '#db/school/vapid-keys.ts';
import type { Act, HouseAct } from '../act.ts';
import { Refusal } from '../refusal.ts';
import { sha256 } from '../secrets.ts';
import { addWay } from './add-way.ts';
import { giveConsent } from './consents.ts';

/** A browser's subscription as it names itself (RFC 8291). */
export interface Subscription {
  endpoint: string;
  keys: { p256dh: string; auth: string };
}

export interface KeyPair {
  publicKey: string;
  privateKey: string;
}

/** Push services of browsers: a subscription's address comes from outside, and the school's server calls no other. */
const services = ['fcm.googleapis.com', '.push.services.mozilla.com', '.push.apple.com', '.notify.windows.com'];

/** The school's pair of keys for push services; `make` is asked for one at the first start. */
export async function vapidKeys(act: HouseAct, make: () => KeyPair): Promise<KeyPair> {
  // Of two programs starting at once the first one's pair stays.
  await act.em.execute('select pg_advisory_xact_lock(hashtext(?))', ['vapid keys']);
  const kept = await act.em.findOne(VapidKeys, { id: 1 });
  const pair = kept ?? act.em.create(VapidKeys, { id: 1, ...make(), madeAt: act.at });
  return { publicKey: pair.publicKey, privateKey: pair.privateKey };
}

/**
 * This browser may be pushed to, and I agree to it; one that was another person's is mine now. `further` are origins of push
 * services beside the browsers' own; `token` is the session's, with which the pushes end. Refusals: invalid (no subscription of a browser), not-allowed (under age).
 */
export async function subscribePush(
  act: Act,
  { endpoint, keys }: Subscription,
  { further = [], token }: { further?: readonly string[]; token: string },
): Promise<void> {
  if (!isService(endpoint, further) || !isKey(keys.p256dh, 65) || !isKey(keys.auth, 16)) {
    throw new Refusal('invalid', 'way/push');
  }
  await giveConsent(act, 'push');
  await act.em.execute('select pg_advisory_xact_lock(hashtext(?))', [`chat push ${endpoint}`]);
  const others = { messenger: 'push' as const, address: endpoint, endedAt: null, person: { $ne: act.by.id } };
  await act.em.nativeUpdate(Chat, others, { endedAt: act.at, endReason: 'relinked' });
  await addWay(act, act.by.id, { messenger: 'push', address: endpoint, means: { ...keys, session: sha256(token) } });
}

/** This browser of mine is pushed to no longer; one that is not mine is left alone. */
export async function unsubscribePush(act: Act, endpoint: string): Promise<void> {
  const mine = { messenger: 'push' as const, address: endpoint, endedAt: null, person: act.by.id };
  await act.em.nativeUpdate(Chat, mine, { endedAt: act.at, endReason: 'revoked' });
}

/** The session signs out: at a shared computer the next one sees nobody's news (7e). */
export async function endPushesOf(act: HouseAct, token: string): Promise<void> {
  await endPushesOfSession(act, sha256(token));
}

/** The same for a session that is known by the hash of its token. */
export async function endPushesOfSession(act: HouseAct, tokenHash: string): Promise<void> {
  await act.em.execute(
    `update chat set ended_at = ?, end_reason = 'logout'
     where messenger = 'push' and ended_at is null and means->>'session' = ?`,
    [act.at, tokenHash],
  );
}

/** Sessions of a person were ended from elsewhere, all but that of the token: at those browsers nobody's news is seen (7e). */
export async function endOtherPushesOf(act: HouseAct, personId: number, token?: string): Promise<void> {
  await act.em.execute(
    `update chat set ended_at = ?, end_reason = 'logout'
     where messenger = 'push' and ended_at is null and person_id = ? and means->>'session' is distinct from ?`,
    [act.at, personId, token === undefined ? null : sha256(token)],
  );
}

/**
 * A person signs in at a browser that was in another session until now: their own pushes there belong to the new session, those of
 * anybody else end (7e).
 */
export async function passPushesOn(
  act: HouseAct,
  { former, token, personId }: { former: string; token: string; personId: number },
): Promise<void> {
  const params = { at: act.at, former: sha256(former), session: sha256(token), personId };
  await act.em.execute(
    `update chat set ended_at = :at, end_reason = 'logout'
     where messenger = 'push' and ended_at is null and means->>'session' = :former and person_id <> :personId`,
    params,
  );
  await act.em.execute(
    `update chat set means = means || jsonb_build_object('session', :session::text)
     where messenger = 'push' and ended_at is null and means->>'session' = :former and person_id = :personId`,
    params,
  );
}

function isService(endpoint: string, further: readonly string[]): boolean {
  if (endpoint.length > 1000 || !URL.canParse(endpoint)) return false;
  const { protocol, hostname, origin, port } = new URL(endpoint);
  if (further.includes(origin)) return true;
  const known = services.some(host => (host.startsWith('.') ? hostname.endsWith(host) : hostname === host));
  return protocol === 'https:' && port === '' && known;
}

function isKey(text: string, bytes: number): boolean {
  return /^[\w-]+={0,2}$/.test(text) && Buffer.from(text, 'base64url').length === bytes;
}
