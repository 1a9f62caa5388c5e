import { Session } from '#db/school/session.ts';
import type { Act, HouseAct } from './act.ts';
import { sha256 } from './secrets.ts';
import { endOtherPushesOf } from './ways/push.ts';

export interface SessionRow {
  id: number;
  since: Date;
  lastSeenAt: Date;
  /** The one that asks. */
  current: boolean;
}

/** My open sessions, the latest first (2.3). */
export async function mySessions(act: Act, token: string): Promise<SessionRow[]> {
  const sessions = await act.em.find(
    Session,
    { person: act.by.id, endedAt: null },
    { orderBy: { lastSeenAt: 'desc' } },
  );
  const current = sha256(token);
  return sessions.map(({ id, createdAt, lastSeenAt, tokenHash }) => ({
    id,
    since: createdAt,
    lastSeenAt,
    current: tokenHash === current,
  }));
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
