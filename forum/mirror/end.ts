import { type MirrorEnd, MirrorLink, type MirrorTrouble } from '#db/forum/mirror-link.ts';
import { Person } from '#db/school/person.ts';
import type { Act, HouseAct } from '#school/act.ts';
import { permit, see } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { registrars } from '../consultations/registrars.ts';

/** The registrar ends the mirror on the site; what stands in the group stays there. Refusals: not-found, not-allowed. */
export async function unlinkMirror(act: Act, id: number): Promise<void> {
  see(act, 'useForum');
  permit(act, 'keepMirrors');
  const link = await act.em.findOne(MirrorLink, { id, endedAt: null }, { populate: ['section'] });
  if (!link) throw new Refusal('not-found', 'not-found');
  see(act, 'readSection', link.section);
  link.endedAt = act.at;
  link.endReason = 'unlinked';
  link.endedBy = act.em.getReference(Person, act.by.id);
}

/** The group can be written to no more: the mirror ends, and the registrars are told. */
export async function endMirror(act: HouseAct, linkId: number, why: Exclude<MirrorEnd, 'unlinked'>): Promise<void> {
  const link = await act.em.findOne(MirrorLink, { id: linkId, endedAt: null }, { populate: ['section'] });
  if (!link) return;
  link.endedAt = act.at;
  link.endReason = why;
  await tellRegistrars(act, link, why);
}

/** Not all who read the section read it now: nothing goes to its group until the registrar links one that may. They are told. */
export async function endMirrorOfNarrowed(act: Act, sectionId: number): Promise<void> {
  const link = await act.em.findOne(MirrorLink, { section: sectionId, endedAt: null }, { populate: ['section'] });
  if (!link) return;
  link.endedAt = act.at;
  link.endReason = 'unlinked';
  link.endedBy = act.em.getReference(Person, act.by.id);
  await tellRegistrars(act, link, 'narrowed');
}

/** The mirror stands still until the group is put in order; the registrars are told once. */
export async function troubleMirror(act: HouseAct, linkId: number, trouble: MirrorTrouble): Promise<void> {
  const link = await act.em.findOne(MirrorLink, { id: linkId, endedAt: null }, { populate: ['section'] });
  if (!link) return;
  link.nextAttemptAt = new Date(act.at.getTime() + 5 * 60_000);
  if (link.trouble === trouble) return;
  link.trouble = trouble;
  await tellRegistrars(act, link, trouble);
}

/** The bot's rights in the group have changed: what stood still is tried again at once. */
export async function retryMirror(act: HouseAct, chat: string): Promise<void> {
  await act.em.nativeUpdate(MirrorLink, { chat, endedAt: null, trouble: { $ne: null } }, { nextAttemptAt: act.at });
}

/** The messenger has moved the group to another address. */
export async function moveMirror(act: HouseAct, linkId: number, chat: string): Promise<void> {
  await act.em.nativeUpdate(MirrorLink, { id: linkId }, { chat, nextAttemptAt: act.at });
}

async function tellRegistrars(act: HouseAct, link: MirrorLink, why: string): Promise<void> {
  const facts = { section: link.section.name, group: link.title, why };
  for (const id of await registrars(act)) {
    act.tell(id, { kind: 'mirror', subject: `mirror:${link.id}`, facts });
  }
}
