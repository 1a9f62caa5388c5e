import type { Act } from '#school/act.ts';
import { permit, see } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';

export interface KeptSection {
  key: string;
  name: string;
  description: string;
  readers: string[];
  writers: string[];
  suggestions: boolean;
  archivedAt: Date | null;
  topics: number;
  lastReplyAt: Date | null;
}

/** All sections of the forum in their order, those put away last, for who keeps them (7, 3.2h): no word of what is said there. Refusals: not-found, not-allowed. */
export async function keptSections(act: Act): Promise<KeptSection[]> {
  see(act, 'useForum');
  permit(act, 'keepSections');
  const rows = await act.em.execute<
    (Omit<KeptSection, 'archivedAt' | 'lastReplyAt'> & { archivedAt: string | null; lastReplyAt: string | null })[]
  >(
    `select s.key, s.name, s.description, s.readers, s.writers, s.suggestions, s.archived_at as "archivedAt",
       (select count(*)::int from topic t where t.section_id = s.id) as topics,
       (select max(t.last_reply_at) from topic t where t.section_id = s.id) as "lastReplyAt"
     from section s order by s.archived_at is not null, s.position, s.id`,
  );
  const moment = (text: string | null) => (text === null ? null : new Date(text));
  return rows.map(row => ({ ...row, archivedAt: moment(row.archivedAt), lastReplyAt: moment(row.lastReplyAt) }));
}

/** One of them, for the form that changes it. Refusals: not-found, not-allowed. */
export async function keptSection(act: Act, key: string): Promise<KeptSection> {
  const section = (await keptSections(act)).find(one => one.key === key);
  if (!section) throw new Refusal('not-found', 'not-found');
  return section;
}
