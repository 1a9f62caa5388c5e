import type { Act } from '#school/act.ts';
import { Refusal } from '#school/refusal.ts';
import { pageOf, pagesFor, repliesPerPage } from '../numbering.ts';
import { type ReplyView, repliesOf } from '../replies.ts';
import { seenTopic } from '../seen-topic.ts';
import { type ParticipantView, participantsOf } from './participants-of.ts';

export interface LetterView {
  id: number;
  title: string;
  /** About whom: «Мария, 5Б»; nothing between staff. */
  about: { studentId: number; name: string } | null;
  /** The others first, the actor last. */
  participants: ParticipantView[];
  replyCount: number;
  readUpTo: number;
  firstUnread: number | null;
  page: number;
  pages: number;
  replies: LetterPart[];
  /** False when nobody is left to read an answer. */
  mayReply: boolean;
}

export interface LetterPart extends ReplyView {
  /** Of one's own: who has read it, and when first. */
  readBy: { name: string; at: Date }[];
}

/**
 * A letter with 50 of its parts, the last unless a page is asked for. Reads nothing off: that is `readLetter`. Only for its
 * participants. Refusal: not-found.
 */
export async function letter(act: Act, id: number, query: { page?: number | undefined } = {}): Promise<LetterView> {
  await seenTopic(act, id, 'letter');
  const head = await headOf(act, id);
  const pages = pagesFor(head.replyCount, repliesPerPage);
  const page = Math.min(Math.max(1, query.page ?? pageOf(head.firstUnread ?? head.replyCount)), pages);
  const participants = await participantsOf(act, id, head.studentId);
  const replies = await repliesOf(act, id, { page, firstUnread: head.firstUnread });
  const readings = await readingsOf(act, id);
  return {
    ...{ id, title: head.title, replyCount: head.replyCount, readUpTo: head.readUpTo, firstUnread: head.firstUnread },
    about: head.studentId === null ? null : { studentId: head.studentId, name: head.about! },
    ...{ participants, page, pages },
    replies: replies.map(reply => ({ ...reply, readBy: reply.mine ? (readings.get(reply.id) ?? []) : [] })),
    mayReply: participants.some(({ me, open }) => !me && open),
  };
}

interface Head {
  title: string;
  studentId: number | null;
  about: string | null;
  replyCount: number;
  readUpTo: number;
  firstUnread: number | null;
}

async function headOf(act: Act, id: number): Promise<Head> {
  const [head] = await act.em.execute<Head[]>(
    `select t.title, t.student_id as "studentId", t.reply_count as "replyCount", coalesce(r.last_number, 0) as "readUpTo",
       (select min(p.number) from reply p
         where p.topic_id = t.id and p.number > coalesce(r.last_number, 0) and p.author_id <> :me) as "firstUnread",
       sp.given_name || coalesce(', ' || (
         select k.grade || k.letter from enrolment e join school_class k on k.id = e.school_class_id
         where e.student_id = s.id and e.since <= :today and (e.until is null or e.until > :today)
         order by e.since desc limit 1), '') as about
     from topic t left join topic_reading r on r.topic_id = t.id and r.person_id = :me
     left join student s on s.id = t.student_id left join person sp on sp.id = s.person_id
     where t.id = :id`,
    { id, me: act.by.id, today: act.today },
  );
  if (!head) throw new Refusal('not-found', 'not-found');
  return head;
}

async function readingsOf(act: Act, topicId: number): Promise<Map<number, LetterPart['readBy']>> {
  const rows = await act.em.execute<{ replyId: number; name: string; at: string }[]>(
    `select d.reply_id as "replyId", p.given_name || coalesce(' ' || p.patronymic, '') as name, d.at
     from reply_reading d join reply r on r.id = d.reply_id join person p on p.id = d.person_id
     where r.topic_id = ? and r.author_id = ? order by d.at, d.id`,
    [topicId, act.by.id],
  );
  const readings = new Map<number, LetterPart['readBy']>();
  for (const { replyId, name, at } of rows) {
    readings.set(replyId, [...(readings.get(replyId) ?? []), { name, at: new Date(at) }]);
  }
  return readings;
}
