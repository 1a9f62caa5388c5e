import type { HouseAct } from '#school/act.ts';
import { isBehind, mirrorsStandStill } from './living.ts';
import { replyToMend } from './reply-to-mend.ts';
import { type Step, threadName } from './steps.ts';

/** Whoever has taken a group keeps it so long; after that a courier that died is not waited for. */
const leaseMs = 90_000;

/** Takes up to `most` groups that are behind their sections, for one courier alone. Nothing while the channel is switched off. */
export async function takeMirrors(act: HouseAct, { most, except }: { most: number; except: readonly number[] }) {
  if (await mirrorsStandStill(act)) return [];
  const rows = await act.em.execute<{ id: number }[]>(
    `select l.id from mirror_link l where l.ended_at is null and l.next_attempt_at <= ? and l.id <> all(?)
       and exists (select from mirror_thread m where m.link_id = l.id and ${isBehind})
     order by l.next_attempt_at, l.id limit ? for update skip locked`,
    [act.at, `{${except.join()}}`, most],
  );
  const ids = rows.map(({ id }) => id);
  await act.em.execute('update mirror_link set next_attempt_at = ? where id = any(?)', [leaseOf(act), `{${ids}}`]);
  return ids;
}

/** What is to be done next in a taken group; nothing when it shows all that its section says, or is no mirror any more. */
export async function nextStep(act: HouseAct, linkId: number): Promise<Step | undefined> {
  if (await mirrorsStandStill(act)) return undefined;
  for (;;) {
    const thread = await firstBehind(act, linkId);
    if (!thread) {
      await act.em.execute('update mirror_link set next_attempt_at = ? where id = ?', [act.at, linkId]);
      return undefined;
    }
    const step = await stepOf(act, thread);
    if (step) {
      await act.em.execute('update mirror_link set next_attempt_at = ? where id = ?', [leaseOf(act), linkId]);
      return step;
    }
    // As far as was seen: what is committed meanwhile has touched it anew.
    await act.em.execute('update mirror_thread set looked = ? where id = ?', [thread.touched, thread.id]);
  }
}

export interface Behind {
  id: number;
  linkId: number;
  chat: string;
  sectionId: number;
  linkedAt: string;
  thread: string | null;
  title: string | null;
  closed: boolean;
  introduced: boolean;
  touched: number;
  topic: { id: number; title: string };
  topicClosed: boolean;
  /** The topic stands in the mirrored section. */
  here: boolean;
  into: { id: number; title: string } | null;
}

async function firstBehind(act: HouseAct, linkId: number): Promise<Behind | undefined> {
  const [thread] = await act.em.execute<Behind[]>(
    `select m.id, m.thread, m.title, m.closed, m.introduced, m.touched, l.id as "linkId", l.chat, l.section_id as "sectionId",
       l.linked_at as "linkedAt", jsonb_build_object('id', t.id, 'title', t.title) as topic, t.closed_at is not null as "topicClosed",
       t.section_id is not distinct from l.section_id as here,
       case when i.section_id = l.section_id then jsonb_build_object('id', i.id, 'title', i.title) end as "into"
     from mirror_thread m join mirror_link l on l.id = m.link_id join topic t on t.id = m.topic_id
     left join topic i on i.id = t.merged_into_id
     where m.link_id = ? and ${isBehind} and l.ended_at is null
     order by m.id limit 1`,
    [linkId],
  );
  return thread;
}

async function stepOf(act: HouseAct, behind: Behind): Promise<Step | undefined> {
  const { id: threadId, linkId, chat, topic, thread } = behind;
  const of = { linkId, chat, threadId, topic };
  if (thread === null) return beginning(act, behind, of);
  const all = { ...of, thread };
  if (!behind.introduced) return { do: 'introduce', ...all };
  const mending = await replyToMend(act, { ...behind, thread });
  if (mending) return { ...mending, ...all };
  if (!behind.here && !behind.closed) return { do: 'close', ...all };
  if (!behind.here) return { do: 'farewell', into: behind.into, ...all };
  if (behind.title !== threadName(topic.title)) return { do: 'rename', ...all };
  if (behind.closed !== behind.topicClosed) return { do: behind.topicClosed ? 'close' : 'reopen', ...all };
  return undefined;
}

/** A thread is begun when the topic has something to show there: what was said before the group was linked stays on the site. */
async function beginning(
  act: HouseAct,
  { id, linkId, here, linkedAt, topic }: Behind,
  of: Omit<Step & { do: 'begin' }, 'do' | 'introduced'>,
): Promise<Step | undefined> {
  if (!here) {
    await act.em.execute('update mirror_thread set ended_at = ? where id = ?', [act.at, id]);
    return undefined;
  }
  const [row] = await act.em.execute<{ shows: boolean; before: boolean }[]>(
    `select bool_or(r.at >= :linkedAt and r.hidden_at is null) as shows,
       bool_or(r.hidden_at is null and (r.at < :linkedAt or m.id is not null)) as before
     from reply r left join mirror_message m on m.reply_id = r.id and m.link_id = :linkId where r.topic_id = :topicId`,
    { linkedAt, linkId, topicId: topic.id },
  );
  return row!.shows ? { do: 'begin', introduced: !row!.before, ...of } : undefined;
}

function leaseOf(act: HouseAct): Date {
  return new Date(act.at.getTime() + leaseMs);
}
