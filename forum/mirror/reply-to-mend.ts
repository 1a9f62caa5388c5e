import type { HouseAct } from '#school/act.ts';
import { shortNameOf } from '#school/names.ts';
import { excerpt } from '#school/typed-text.ts';
import { unmarkedNames, withoutHalfMark } from '../mentions/marks.ts';
import type { Behind } from './next-step.ts';
import type { ShownReply, ShowStep, Step } from './steps.ts';

type Bare<S> = S extends unknown ? Omit<S, 'linkId' | 'chat' | 'threadId' | 'thread' | 'topic'> : never;

/** The first reply of a thread, in the order of the topic, that is not shown as it stands; nothing when all are. */
export async function replyToMend(
  act: HouseAct,
  behind: Behind & { thread: string },
): Promise<Bare<ShowStep | (Step & { do: 'take-away' })> | undefined> {
  const { id, linkId, sectionId, linkedAt, topic } = behind;
  const [row] = await act.em.execute<Row[]>(query, { threadId: id, linkId, sectionId, linkedAt, topicId: topic.id });
  if (!row) return undefined;
  const { messages, fromGroup, quotedIn, quotedBy } = row;
  const reply: ShownReply = { id: row.id, messages, done: row.shown ? row.done : 0 };
  if (!row.stands) {
    const own = messages.length > 0;
    return { do: 'take-away', reply, own, message: own ? messages.at(-1)! : fromGroup };
  }
  const quoted =
    quotedBy === null || quotedIn !== null
      ? null
      : { author: quotedBy, text: excerpt(unmarkedNames(withoutHalfMark(row.quoted)), 160) };
  const { author, text, version, files } = row;
  return {
    do: 'show',
    reply: { ...reply, author, text: unmarkedNames(text), version, files },
    fromGroup,
    answers: fromGroup ?? quotedIn,
    quoted,
  };
}

interface Row {
  id: number;
  text: string;
  version: number;
  author: string;
  /** The names of what hangs on it. */
  files: string[];
  /** It may be read where the group reads. */
  stands: boolean;
  messages: string[];
  done: number;
  /** Some of the messages show the present version. */
  shown: boolean;
  fromGroup: string | null;
  /** The first message of what it quotes, in this thread. */
  quotedIn: string | null;
  quotedBy: string | null;
  quoted: string;
}

// What has been split off or merged is shown where it was said; what is taken away on the site is taken away in the group,
// wherever its messages stand. What its author wrote in the group is shown anew only when it was edited on the site.
const query = `
  select r.id, r.text, r.version, ${shortNameOf('a')} as author, w.stands,
    array(select f.name from reply_file h join stored_file f on f.id = h.file_id
      where h.reply_id = r.id and h.removed_at is null order by h.id) as files, coalesce(m.messages, '{}') as messages,
    coalesce(m.done, 0) as done, coalesce(m.version = r.version and not m.gone, false) as shown,
    case when not m.gone then m.from_group end as "fromGroup",
    case when qm.thread_id = :threadId and not qm.gone then coalesce(qm.messages[1], qm.from_group) end as "quotedIn",
    case when q.hidden_at is null and qt.section_id = :sectionId then ${shortNameOf('qa')} end as "quotedBy", left(q.text, 400) as quoted
  from reply r join topic t on t.id = r.topic_id join person a on a.id = r.author_id
  cross join lateral (select r.hidden_at is null and t.section_id is not distinct from :sectionId as stands) w
  left join mirror_message m on m.reply_id = r.id and m.link_id = :linkId
  left join reply q on q.id = r.quotes_id left join topic qt on qt.id = q.topic_id left join person qa on qa.id = q.author_id
  left join mirror_message qm on qm.reply_id = q.id and qm.link_id = :linkId
  where (r.topic_id = :topicId or m.thread_id = :threadId)
    and case when not w.stands then m.id is not null and not m.gone
      when m.id is null then r.topic_id = :topicId and r.at >= :linkedAt
      when m.gone then r.topic_id = :topicId
      when m.from_group is not null and cardinality(m.messages) = 0 then m.version < r.version and r.edited_at > m.sent_at
      else m.version < r.version or not m.whole end
  order by r.number, r.id limit 1`;
