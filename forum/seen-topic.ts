import type { topicKinds } from '#db/forum/topic.ts';
import { prepared } from '#db/prepared.ts';
import type { Act } from '#school/act.ts';
import { see } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { isFormerParent } from './letters/former-parents.ts';

/** Talks of the forum, letters, consultations: one machinery, three doors, and none leads into another's rooms. */
export type SeenKind = (typeof topicKinds)[number];

export interface SeenTopic {
  id: number;
  title: string;
  authorId: number;
  /** Of a talk: it takes no more replies. */
  closed: boolean;
  /** Of a talk: who reads its section and who writes there. */
  readers: string[];
  writers: string[];
  archivedAt: string | null;
  /** Of a letter: whose it is today. */
  participantIds: number[];
}

/** The topic, when it is of that kind and the actor may see it. Refusal: not-found, the same for all that is not theirs. */
export async function seenTopic(act: Act, topicId: number, kind: SeenKind): Promise<SeenTopic> {
  if (kind === 'talk') see(act, 'useForum');
  const [topic] = await prepared<SeenTopic>(
    act.em,
    `select t.id, t.title, t.author_id as "authorId", t.closed_at is not null as closed,
       s.readers, s.writers, s.archived_at as "archivedAt",
       array(select p.person_id from participant p where p.topic_id = t.id and not ${isFormerParent('p', 't')}
         order by p.person_id) as "participantIds"
     from topic t left join section s on s.id = t.section_id
     where t.id = :topicId and t.kind = :kind and t.merged_into_id is null`,
    { topicId, kind, today: act.today },
  );
  if (!topic) throw new Refusal('not-found', 'not-found');
  if (kind === 'talk') see(act, 'readSection', topic);
  if (kind === 'letter') see(act, 'readLetter', topic);
  if (kind === 'consultation') see(act, 'readConsultation', { askerId: topic.authorId });
  return topic;
}
