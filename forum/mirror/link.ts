import { MirrorLink } from '#db/forum/mirror-link.ts';
import { Section } from '#db/forum/section.ts';
import { Person } from '#db/school/person.ts';
import { SignInFailure } from '#db/school/sign-in-failure.ts';
import type { HouseAct } from '#school/act.ts';
import { loadActor } from '#school/actor.ts';
import type { House } from '#school/house.ts';
import { may } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { useMirrorCode } from './codes.ts';
import { livingLinkIn, livingLinkOf, mirrorsStandStill } from './living.ts';

/** A group as its messenger names it. */
export interface Group {
  chat: string;
  title: string;
}

const mostTries = 10;
const quarterMs = 15 * 60_000;

/**
 * Makes the group the mirror of the code's section, and gives the section's name. Refusals: invalid (an unknown, used or old code:
 * one answer for all), too-many (counted before looking), conflict (the group or the section has another; Telegram is switched off).
 */
export async function linkMirror(house: House, group: Group, code: string): Promise<{ section: string }> {
  const tryId = await house.asHouse(act => countTry(act, group));
  return house.asHouse(async act => {
    if (await mirrorsStandStill(act)) throw new Refusal('conflict', 'forum/mirror-channel-off');
    await act.em.execute(`select pg_advisory_xact_lock(hashtext('mirror'))`);
    const used = await useMirrorCode(act, code);
    const section = used && (await sectionOf(act, used));
    if (!section) throw new Refusal('invalid', 'forum/mirror-code');
    if (await livingLinkIn(act, group.chat)) throw new Refusal('conflict', 'forum/mirror-group-taken');
    if (await livingLinkOf(act, section.id)) throw new Refusal('conflict', 'forum/mirror-has-group');
    const by = act.em.getReference(Person, used.byId);
    const title = group.title.slice(0, 255);
    act.em.create(MirrorLink, { section, chat: group.chat, title, by, linkedAt: act.at, nextAttemptAt: act.at });
    await act.em.nativeDelete(SignInFailure, { id: tryId });
    return { section: section.name };
  });
}

/** Whoever took the code may have lost the function, or sight of the section, since. */
async function sectionOf(
  act: HouseAct,
  { sectionId, byId }: { sectionId: number; byId: number },
): Promise<Section | undefined> {
  const by = await loadActor(act.em, byId, act.today);
  const section = await act.em.findOneOrFail(Section, { id: sectionId });
  return by && may(by, 'keepMirrors') && may(by, 'readSection', section) ? section : undefined;
}

async function countTry(act: HouseAct, { chat }: Group): Promise<number> {
  const address = `mirror:${chat}`;
  const since = new Date(act.at.getTime() - quarterMs);
  if ((await act.em.count(SignInFailure, { address, at: { $gt: since } })) >= mostTries) {
    throw new Refusal('too-many', 'chat/link-too-many');
  }
  const failure = act.em.create(SignInFailure, { login: address.slice(0, 255), address, at: act.at });
  await act.em.flush();
  return failure.id;
}
