import { LostPassword } from '#db/school/lost-password.ts';
import { Person } from '#db/school/person.ts';
import { SignInFailure } from '#db/school/sign-in-failure.ts';
import type { HouseAct } from './act.ts';
import { checkPassword, hashPassword } from './passwords.ts';
import { Refusal } from './refusal.ts';
import { sha256 } from './secrets.ts';
import { endSessionsOf } from './sessions.ts';
import { isOpenWay } from './ways/open-way.ts';

const minute = 60_000;
const linkMinutes = 30;
/** Letters for one login: a mailbox is not to be flooded. */
const mostAtOnce = 3;
const mostADay = 5;
/** From one network address, in a quarter of an hour; a school has one for many people. */
const mostFromAddress = 30;

/**
 * Somebody has lost a password: a letter goes to the confirmed e-mail of the login, or of the people whose e-mail was typed.
 * Whether there is anybody is asked later, by the queue: who asks gets one answer in one time. Refusal: too-many.
 */
export async function askNewPassword(act: HouseAct, { login, address }: { login: string; address: string }) {
  const typed = login.trim().toLowerCase().slice(0, 240);
  if (typed === '') throw new Refusal('invalid', 'lost-password/login', { field: 'login' });
  await countAsking(act, { login: `lost ${typed}`, address: `lost ${address}` });
  await act.later('lost-password-letter', { login: typed, askedAt: act.at.toISOString() });
}

/** Counted apart from failures to sign in: asking for a letter shuts nobody out. */
async function countAsking(act: HouseAct, asked: { login: string; address: string }): Promise<void> {
  const { login, address } = asked;
  // One after another, so that of many at once none slips by.
  await act.em.execute('select pg_advisory_xact_lock(hashtext(?))', [login]);
  const ago = (minutes: number) => ({ $gt: new Date(act.at.getTime() - minutes * minute) });
  const counts = [
    (await act.em.count(SignInFailure, { login, at: ago(15) })) >= mostAtOnce,
    (await act.em.count(SignInFailure, { login, at: ago(24 * 60) })) >= mostADay,
    (await act.em.count(SignInFailure, { address, at: ago(15) })) >= mostFromAddress,
  ];
  if (counts.includes(true)) throw new Refusal('too-many', 'lost-password/too-many');
  act.em.create(SignInFailure, { login, address, at: act.at });
  await act.em.flush();
}

/** Whose password a letter is about, and where it goes. */
export interface LostPasswordReader {
  personId: number;
  name: string;
  login: string;
  to: string;
}

/** Who gets a letter for what was typed: a login, or a confirmed address of e-mail. Nobody when it was asked too long ago. */
export async function lostPasswordReaders(
  act: HouseAct,
  { login, askedAt }: { login: string; askedAt: Date },
): Promise<LostPasswordReader[]> {
  if (act.at.getTime() - askedAt.getTime() > linkMinutes * minute) return [];
  return act.em.execute<LostPasswordReader[]>(
    `select p.id as "personId", concat_ws(' ', p.family_name, p.given_name, p.patronymic) as name, p.login, c.address as "to"
     from chat c join person p on p.id = c.person_id and p.deactivated_at is null
     where c.messenger = 'email' and c.ended_at is null and ${isOpenWay('c')} and (p.login = :login or lower(c.address) = :login)
     order by p.id limit 5`,
    { login },
  );
}

/** The letter has gone: its link is the one that opens, once, for half an hour. */
export async function keepLostPassword(act: HouseAct, personId: number, code: string): Promise<void> {
  await act.em.nativeDelete(LostPassword, { person: personId, usedAt: null });
  act.em.create(LostPassword, {
    person: act.em.getReference(Person, personId),
    codeHash: sha256(code),
    sentAt: act.at,
    expiresAt: new Date(act.at.getTime() + linkMinutes * minute),
  });
}

/** Whose password a link that still opens would set. Refusal: invalid (unknown, used, too old: one answer for all). */
export async function lostPasswordOf(act: HouseAct, code: string): Promise<{ login: string }> {
  const open = { codeHash: sha256(code), usedAt: null, expiresAt: { $gt: act.at }, person: { deactivatedAt: null } };
  const found = await act.em.findOne(LostPassword, open, { populate: ['person'] });
  if (!found) throw new Refusal('invalid', 'lost-password/link');
  return { login: found.person.login };
}

/**
 * Sets the password in place of the lost one. Every session of the person ends, what stood in the way of signing in is
 * forgotten, and the person is told wherever they can be. Refusals: invalid (the link, the password: then the link still opens).
 */
export async function setLostPassword(
  act: HouseAct,
  { code, password }: { code: string; password: string },
): Promise<void> {
  await lostPasswordOf(act, code);
  checkPassword(password, 'password');
  const personId = await useCode(act, code);
  const person = await act.em.findOneOrFail(Person, { id: personId });
  person.passwordHash = await hashPassword(password);
  person.mustChangePassword = false;
  await endSessionsOf(act, personId);
  await act.em.nativeDelete(SignInFailure, { login: person.login });
  act.tell(personId, { kind: 'password-set', subject: `person:${personId}`, facts: { at: act.at } });
}

/** Uses the link up in one statement: of two who have it, one sets a password. */
async function useCode(act: HouseAct, code: string): Promise<number> {
  const [used] = await act.em.execute<{ person_id: number }[]>(
    `update lost_password set used_at = :at where code_hash = :hash and used_at is null and expires_at > :at returning person_id`,
    { at: act.at, hash: sha256(code) },
  );
  if (!used) throw new Refusal('invalid', 'lost-password/link');
  return used.person_id;
}
