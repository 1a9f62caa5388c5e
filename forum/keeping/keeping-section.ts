import { LockMode } from '@mikro-orm/core';
import { Section } from '#db/forum/section.ts';
import type { Act } from '#school/act.ts';
import { permit, see } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';

/** Refuses who does not keep the sections of the forum: not-found to anyone but staff, not-allowed. */
export function mayKeep(act: Act): void {
  see(act, 'useForum');
  permit(act, 'keepSections');
}

/** A section, locked, for who keeps it. Refusals: not-found, not-allowed. */
export async function keepingSection(act: Act, key: string): Promise<Section> {
  mayKeep(act);
  const section = await act.em.findOne(Section, { key }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!section) throw new Refusal('not-found', 'not-found');
  return section;
}
