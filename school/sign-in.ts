import { prepared } from '#db/prepared.ts';
import { Person } from '#db/school/person.ts';
import { Session } from '#db/school/session.ts';
import { SignInFailure } from '#db/school/sign-in-failure.ts';
import type { HouseAct, Inquiry } from './act.ts';
import { activityValues, noteActivity, noteSql, type Used } from './activity/note-activity.ts';
import { type ActorRow, actorColumns, actorOf, loadActor } from './actor.ts';
import type { House, Met } from './house.ts';
import { isPassword } from './passwords.ts';
import { Refusal } from './refusal.ts';
import { machineSecret, sha256 } from './secrets.ts';
import { endPushesOf, passPushesOn } from './ways/push.ts';

const minute = 60_000;
/**
 * Failures within a quarter of an hour after which further tries wait: of a login from one address, so that who guesses there
 * doesn't shut out its owner elsewhere; of a login from everywhere; from one address, for a school's one has many people.
 */
const failures = { ofPair: 10, ofLogin: 40, ofAddress: 100 };

export interface Credentials {
  login: string;
  password: string;
  /** The network address the try comes from. */
  address: string;
  /** The token of the session the browser had until now. */
  former?: string | undefined;
  /** On somebody else's computer (7e). */
  shared?: boolean;
}

export interface SignedIn {
  personId: number;
  /** For the cookie; kept only as its SHA-256. */
  token: string;
  /** Every later write carries it. */
  csrfToken: string;
}

/**
 * Opens a session for a right login and password. One answer and equal time for an unknown login and a wrong password.
 * Refusals: too-many (counted before hashing), invalid.
 */
export async function signIn(house: House, credentials: Credentials): Promise<SignedIn> {
  const login = credentials.login.trim().toLowerCase();
  // Counted and committed before hashing, so that parallel guesses can't slip by; a success takes it back.
  const attempt = await house.asHouse(act => countAttempt(act, login, credentials.address));
  const right = await isPassword(credentials.password, attempt.passwordHash);
  if (!right || attempt.personId === null) throw new Refusal('invalid', 'sign-in', { field: 'password' });
  const { personId } = attempt;
  return house.asHouse(act =>
    openSession(act, personId, { ...attempt, former: credentials.former, shared: credentials.shared ?? false }),
  );
}

/** One try of a login from an address; `failureId` is to be taken back when it succeeds. Refuses: too-many. */
export async function countAttempt(act: HouseAct, login: string, address: string) {
  // One after another, so that of many guesses at once none slips by.
  await act.em.execute('select pg_advisory_xact_lock(hashtext(?))', [`sign-in ${login}`]);
  const at = { $gt: new Date(act.at.getTime() - 15 * minute) };
  const [ofPair, ofLogin, ofAddress] = [
    await act.em.count(SignInFailure, { login, address, at }),
    await act.em.count(SignInFailure, { login, at }),
    await act.em.count(SignInFailure, { address, at }),
  ];
  const isTooMany = ofPair >= failures.ofPair || ofLogin >= failures.ofLogin || ofAddress >= failures.ofAddress;
  if (isTooMany) throw new Refusal('too-many', 'sign-in-too-many');
  const failure = act.em.create(SignInFailure, { login: login.slice(0, 255), address, at: act.at });
  await act.em.flush();
  const person = await act.em.findOne(Person, { login, deactivatedAt: null });
  return { failureId: failure.id, personId: person?.id ?? null, passwordHash: person?.passwordHash ?? null };
}

async function openSession(
  act: HouseAct,
  personId: number,
  { failureId, former, shared }: { failureId: number; former: string | undefined; shared: boolean },
): Promise<SignedIn> {
  await act.em.nativeDelete(SignInFailure, { id: failureId });
  const token = machineSecret(act.world);
  const csrfToken = machineSecret(act.world);
  const person = act.em.getReference(Person, personId);
  act.em.create(Session, {
    person,
    tokenHash: sha256(token),
    csrfToken,
    createdAt: act.at,
    lastSeenAt: act.at,
    shared,
  });
  const by = await loadActor(act.em, personId, act.today);
  if (by) await noteActivity(act.em, { by, door: 'site', at: act.at, today: act.today }, { signIns: 1 });
  if (former) await passPushesOn(act, { former, token, personId });
  return { personId, token, csrfToken };
}

export interface OpenSession {
  personId: number;
  csrfToken: string;
  /** Until the first password is changed, nothing else opens. */
  mustChangePassword: boolean;
  /** On somebody else's computer: nothing may be kept there (7e). */
  shared: boolean;
  /** Who it is, as of when the session was found; for one act. */
  met: Met | undefined;
}

/** A session nobody has used for so long is over. */
export const sessionDays = 30;
/** After so long without a deed a session on somebody else's computer is over (7e). */
export const sharedIdleMinutes = 10;

/**
 * The living session of a cookie's token, or nothing; one query, and a second once a minute to touch `lastSeenAt`. On somebody
 * else's computer each deed of the person touches it, and what a page asks for by itself (`byHand` false) never does.
 */
export async function findSession(
  { em, at, today }: Inquiry,
  token: string,
  { byHand = true } = {},
): Promise<OpenSession | undefined> {
  const ago = (ms: number) => new Date(at.getTime() - ms);
  const [row] = await prepared<SessionRow>(
    em,
    `select s.id as session_id, s.csrf_token, p.must_change_password, s.shared,
       case when s.shared then :byHand::boolean else s.last_seen_at < :fresh end as stale, p.id, ${actorColumns}
     from session s join person p on p.id = s.person_id
     where s.token_hash = :token and s.ended_at is null and s.last_seen_at > :living
       and (not s.shared or s.last_seen_at > :idle)
       and p.deactivated_at is null`,
    {
      ...{ token: sha256(token), fresh: ago(minute), living: ago(sessionDays * 24 * 60 * minute), today },
      ...{ idle: ago(sharedIdleMinutes * minute), byHand },
    },
  );
  if (!row) return undefined;
  const by = actorOf(row);
  if (row.stale) await touch(em, row.session_id, { by, door: 'site', at, today });
  return {
    personId: row.id,
    csrfToken: row.csrf_token,
    mustChangePassword: row.must_change_password,
    shared: row.shared,
    met: { by, at },
  };
}

/** The session was used, and with it the program; one statement. */
async function touch(em: Inquiry['em'], session: number, used: Used): Promise<void> {
  await prepared(em, `with seen as (update session set last_seen_at = :at where id = :session) ${noteSql}`, {
    ...activityValues(used),
    session,
  });
}

interface SessionRow extends ActorRow {
  session_id: number;
  csrf_token: string;
  must_change_password: boolean;
  shared: boolean;
  stale: boolean;
}

/** Ends the session of the token; ending a session that is over changes nothing. */
export async function signOut(act: HouseAct, token: string): Promise<void> {
  await act.em.nativeUpdate(Session, { tokenHash: sha256(token), endedAt: null }, { endedAt: act.at });
  await endPushesOf(act, token);
}
