import { prepared } from '#db/prepared.ts';
import type { ChannelMode } from '#db/school/channel-switch.ts';
import { Consent, type ConsentScope } from '#db/school/consent.ts';
import type { Act } from '../act.ts';
import { hasConsent, modeOf } from './open-way.ts';

/** A way to me beyond the site. */
export interface MyWay {
  id: number;
  messenger: ConsentScope;
  /** Of e-mail; other addresses mean nothing to people. */
  email: string | null;
  /** Of a browser: how it knows its own subscription. */
  endpoint: string | null;
  linkedAt: Date;
  /** Used only when the others fail. */
  spare: boolean;
  agreed: boolean;
  mode: ChannelMode;
  lastSentAt: Date | null;
}

/** A way that was lost: the messenger says that nothing arrives there any more. */
export interface LostWay {
  id: number;
  messenger: ConsentScope;
  endedAt: Date;
}

export interface MyConsent {
  scope: ConsentScope;
  form: 'electronic' | 'paper';
  signedOn: string;
}

/** My ways beyond the site, the lost ones I have not taken note of, and what I agreed to (2.3, 152-ФЗ). */
export async function myWays(act: Act): Promise<{ ways: MyWay[]; lost: LostWay[]; consents: MyConsent[] }> {
  const rows = await act.em.execute<
    (Omit<MyWay, 'linkedAt' | 'lastSentAt'> & { linkedAt: string; lastSentAt: string | null })[]
  >(
    `select c.id, c.messenger, case when c.messenger = 'email' then c.address end as email,
       case when c.messenger = 'push' then c.address end as endpoint, c.linked_at as "linkedAt", c.spare,
       ${hasConsent('c')} as agreed, ${modeOf('c')} as mode,
       (select max(d.sent_at) from delivery d where d.chat_id = c.id) as "lastSentAt"
     from chat c where c.person_id = ? and c.ended_at is null and c.messenger <> 'web' order by c.linked_at desc, c.id desc`,
    [act.by.id],
  );
  const given = await act.em.find(Consent, { person: act.by.id, withdrawnAt: null }, { orderBy: { id: 'asc' } });
  return {
    ways: rows.map(({ linkedAt, lastSentAt, ...row }) => ({
      ...{ ...row, linkedAt: new Date(linkedAt), lastSentAt: lastSentAt ? new Date(lastSentAt) : null },
    })),
    lost: await lostWays(act),
    consents: given.map(({ scope, form, signedOn }) => ({ scope, form, signedOn })),
  };
}

/** Ways of mine that were lost and have no successor, until I take note of it. */
export async function lostWays(act: Act): Promise<LostWay[]> {
  const rows = await prepared<Omit<LostWay, 'endedAt'> & { endedAt: string }>(
    act.em,
    `select c.id, c.messenger, c.ended_at as "endedAt" from chat c
     where c.person_id = ? and c.end_reason in ('blocked', 'gone') and c.loss_seen_at is null
       and not exists (select from chat o where o.person_id = c.person_id and o.messenger = c.messenger and o.ended_at is null)
     order by c.ended_at desc limit 5`,
    [act.by.id],
  );
  return rows.map(({ endedAt, ...row }) => ({ ...row, endedAt: new Date(endedAt) }));
}
