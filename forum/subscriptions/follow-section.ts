import { Section } from '#db/forum/section.ts';
import type { Act } from '#school/act.ts';
import { see } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';

/** Is told of each new topic of a section from now on, or no more. Refusals: not-found. */
export async function followSection(act: Act, key: string, { followed }: { followed: boolean }): Promise<void> {
  see(act, 'useForum');
  const section = await act.em.findOne(Section, { key });
  if (!section) throw new Refusal('not-found', 'not-found');
  see(act, 'readSection', section);
  const mine = { me: act.by.id, section: section.id, at: act.at };
  const change = followed
    ? `insert into section_subscription (person_id, section_id, at) values (:me, :section, :at::timestamptz)
       on conflict (person_id, section_id) do nothing`
    : 'delete from section_subscription where person_id = :me and section_id = :section';
  await act.em.execute(change, mine);
}
