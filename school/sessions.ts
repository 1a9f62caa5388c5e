import { Session } from '#db/school/session.ts';
import type { Act, HouseAct } from './act.ts';
import { Refusal } from './refusal.ts';
import { sha256 } from './secrets.ts';
import { sessionDays, sharedIdleMinutes } from './sign-in.ts';
import { endOtherPushesOf, endPushesOfSession } from './ways/push.ts';

export interface SessionRow {
  id: number;
  since: Date;
  lastSeenAt: Date;
  /** On somebody else's computer: ends by itself. */
  shared: boolean;
  /** The one that asks. */
  current: boolean;
}

/** My open sessions, the latest first (2.3). */
export async function mySessions(act: Act, token: string): Promise<SessionRow[]> {
  const ago = (ms: number) => new Date(act.at.getTime() - ms);
  const [living, idle] = [{ $gt: ago(sessionDays * day) }, { $gt: ago(sharedIdleMinutes * minute) }];
  const sessions = await act.em.find(
    Session,
    { person: act.by.id, endedAt: null, lastSeenAt: living, $or: [{ shared: false }, { lastSeenAt: idle }] },
    { orderBy: { lastSeenAt: 'desc', id: 'desc' } },
  );
  const current = sha256(token);
  return sessions.map(({ id, createdAt, lastSeenAt, shared, tokenHash }) => ({
    ...{ id, since: createdAt, lastSeenAt, shared },
    current: tokenHash === current,
  }));
}

const minute = 60_000;
const day = 24 * 60 * minute;

/** Ends one of my sessions, and the pushes of its browser. Refusal: not-found for anybody else's. */
export async function endSession(act: Act, id: number): Promise<void> {
  const session = await act.em.findOne(Session, { id, person: act.by.id, endedAt: null });
  if (!session) throw new Refusal('not-found', 'not-found');
  session.endedAt = act.at;
  await endPushesOfSession(act, session.tokenHash);
}

/** Ends every session of mine but the one of the token. */
export async function endOtherSessions(act: Act, token: string): Promise<void> {
  await act.em.nativeUpdate(
    Session,
    { person: act.by.id, endedAt: null, tokenHash: { $ne: sha256(token) } },
    { endedAt: act.at },
  );
  await endOtherPushesOf(act, act.by.id, token);
}

/** Ends every session of a person, whose password has been replaced by somebody else. */
export async function endSessionsOf(act: HouseAct, personId: number): Promise<void> {
  await act.em.nativeUpdate(Session, { person: personId, endedAt: null }, { endedAt: act.at });
  await endOtherPushesOf(act, personId);
}
