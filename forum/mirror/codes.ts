import { MirrorCode } from '#db/forum/mirror-code.ts';
import { Section } from '#db/forum/section.ts';
import { Person } from '#db/school/person.ts';
import type { Act, HouseAct } from '#school/act.ts';
import { may, permit, see } from '#school/permissions.ts';
import { invalid, Refusal } from '#school/refusal.ts';
import { machineSecret, sha256 } from '#school/secrets.ts';
import { livingLinkOf } from './living.ts';

const lifeMs = 15 * 60_000;

export interface MirrorCodeView {
  code: string;
  expiresAt: Date;
}

/**
 * A code by which a group becomes the mirror of the section: good once, for a quarter of an hour; only its hash is kept.
 * `understood` is asked for where not all of the staff read the section. Refusals: not-found, not-allowed; invalid under
 * section and understood; conflict when the section has its group.
 */
export async function issueMirrorCode(
  act: Act,
  typed: { section: string; understood: boolean },
): Promise<MirrorCodeView> {
  see(act, 'useForum');
  permit(act, 'keepMirrors');
  const section = await act.em.findOne(Section, { key: typed.section });
  if (!section || section.archivedAt || !may(act.by, 'readSection', section))
    return invalid('topic-section', 'section');
  if (await livingLinkOf(act, section.id)) throw new Refusal('conflict', 'forum/mirror-has-group');
  if (!section.readers.includes('staff') && !typed.understood) invalid('forum/mirror-readers', 'understood');
  const code = machineSecret(act.world);
  const expiresAt = new Date(act.at.getTime() + lifeMs);
  const by = act.em.getReference(Person, act.by.id);
  act.em.create(MirrorCode, { section, by, codeHash: sha256(code), createdAt: act.at, expiresAt });
  return { code, expiresAt };
}

/** Uses the code up in one statement: of two who have it, one links. Nothing for one that is unknown, used or too old. */
export async function useMirrorCode(
  act: HouseAct,
  code: string,
): Promise<{ sectionId: number; byId: number } | undefined> {
  const [used] = await act.em.execute<{ sectionId: number; byId: number }[]>(
    `update mirror_code set used_at = ? where code_hash = ? and used_at is null and expires_at > ?
     returning section_id as "sectionId", by_id as "byId"`,
    [act.at, sha256(code), act.at],
  );
  return used;
}
