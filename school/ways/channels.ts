import { type ChannelMode, ChannelSwitch, channelModes } from '#db/school/channel-switch.ts';
import { type ConsentScope, consentScopes } from '#db/school/consent.ts';
import { Person } from '#db/school/person.ts';
import type { Act, HouseAct } from '../act.ts';
import { permit } from '../permissions.ts';
import { Refusal } from '../refusal.ts';
import { lockCourier, refuseBarred } from './end-way.ts';
import { scopeOf } from './open-way.ts';

export type { ChannelMode, ConsentScope };

export interface ChannelView {
  channel: ConsentScope;
  mode: ChannelMode;
  /** The positions its switch has. */
  modes: ChannelMode[];
  /** People who agreed to it, and living addresses. */
  consents: number;
  addresses: number;
  /** Who moved the switch and when, the latest first. */
  history: { mode: ChannelMode; by: string; at: Date }[];
}

/** Every channel that leaves the site with its switch (152-ФЗ, 41-ФЗ 2025). Refusal: not-allowed. */
export async function channels(act: Act): Promise<ChannelView[]> {
  permit(act, 'keepChannels');
  const counts = await act.em.execute<{ channel: ConsentScope; consents: number; addresses: number }[]>(
    `select s.channel,
       (select count(*)::int from consent k where k.scope = s.channel and k.withdrawn_at is null) as consents,
       (select count(*)::int from chat c where c.messenger = s.channel and c.ended_at is null) as addresses
     from unnest(?::text[]) s(channel)`,
    [`{${consentScopes.join(',')}}`],
  );
  const switched = await act.em.find(ChannelSwitch, {}, { orderBy: { id: 'desc' }, populate: ['by'] });
  return consentScopes.map(channel => {
    const history = switched
      .filter(one => one.channel === channel)
      .map(({ mode, by, at }) => ({ mode, at, by: by.shortName }));
    const { consents, addresses } = counts.find(one => one.channel === channel)!;
    return { channel, mode: history[0]?.mode ?? 'open', modes: modesOf(channel), consents, addresses, history };
  });
}

/**
 * Moves the switch of a channel; what waits there goes another way at once. Refusals: not-allowed, invalid (no such position:
 * e-mail always works).
 */
export async function switchChannel(act: Act, channel: string, mode: string): Promise<void> {
  permit(act, 'keepChannels');
  const known = scopeOf(channel);
  const wanted = modesOf(known).find(one => one === mode);
  if (!wanted) throw new Refusal('invalid', 'way/channel-mode');
  await lockCourier(act);
  if ((await channelMode(act, known)) === wanted) return;
  const by = act.em.getReference(Person, act.by.id);
  act.em.create(ChannelSwitch, { channel: known, mode: wanted, by, at: act.at });
  await act.em.flush();
  await refuseBarred(act);
}

/** How a channel is switched now. */
export async function channelMode(act: HouseAct, channel: ConsentScope): Promise<ChannelMode> {
  const last = await act.em.findOne(ChannelSwitch, { channel }, { orderBy: { id: 'desc' } });
  return last?.mode ?? 'open';
}

function modesOf(channel: ConsentScope): ChannelMode[] {
  return channelModes.filter(mode => channel !== 'email' || mode !== 'off');
}
