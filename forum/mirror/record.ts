import type { HouseAct } from '#school/act.ts';
import { type ShowStep, type Step, threadName } from './steps.ts';

/** What the messenger has done. */
export interface Done {
  /** The message or the thread that was made or changed. */
  id?: string;
  /** Of «show»: the last of its messages was one too many and has gone. */
  removed?: boolean;
  /** Of «show»: there is more of the reply to be shown. */
  left?: boolean;
}

/**
 * Writes down that a step was done: after the messenger has done it, never before, so that nothing is lost and only what was in
 * flight at a crash is done twice.
 */
export async function recordStep(act: HouseAct, step: Step, done: Done): Promise<void> {
  const mend = (set: string, params: unknown[] = []) =>
    act.em.execute(`update mirror_thread set ${set} where id = ?`, [...params, step.threadId]);
  await act.em.execute(
    'update mirror_link set attempts = 0, trouble = null where id = ? and (attempts > 0 or trouble is not null)',
    [step.linkId],
  );
  if (step.do === 'begin') {
    const { introduced, topic } = step;
    await mend('thread = ?, title = ?, introduced = ?', [done.id ?? null, threadName(topic.title), introduced]);
  } else if (step.do === 'introduce') await mend('introduced = true');
  else if (step.do === 'rename') await mend('title = ?', [threadName(step.topic.title)]);
  else if (step.do === 'close' || step.do === 'reopen') await mend('closed = ?', [step.do === 'close']);
  else if (step.do === 'farewell') await mend('ended_at = ?', [act.at]);
  else if (step.do === 'show') await recordShown(act, step, done);
  else await recordTakenAway(act, step);
}

/** Not now: the group is tried again after so many ms; a messenger that asked to wait is not counted as a failure. */
export async function putOffMirror(act: HouseAct, linkId: number, { ms, failed }: { ms: number; failed: boolean }) {
  const [row] = await act.em.execute<{ attempts: number }[]>(
    `update mirror_link set next_attempt_at = ?, attempts = least(attempts + ?, 1000) where id = ? returning attempts`,
    [new Date(act.at.getTime() + ms), failed ? 1 : 0, linkId],
  );
  return row?.attempts ?? 0;
}

/** Somebody has deleted the thread in the group: what is said from now on begins another. */
export async function loseThread(
  act: HouseAct,
  { threadId, linkId, topic }: Pick<Step, 'threadId' | 'linkId' | 'topic'>,
) {
  await act.em.execute('update mirror_thread set ended_at = ? where id = ?', [act.at, threadId]);
  await act.em.execute(
    `insert into mirror_thread (link_id, topic_id, touched) select l.id, t.id, 1 from mirror_link l, topic t
     where l.id = ? and t.id = ? and t.section_id = l.section_id on conflict do nothing`,
    [linkId, topic.id],
  );
}

async function recordShown(act: HouseAct, { linkId, threadId, reply }: ShowStep, { id, removed, left = false }: Done) {
  const messages = removed ? reply.messages.slice(0, -1) : [...reply.messages];
  if (id !== undefined) messages[reply.done] = id;
  const shown = { messages: textArray(messages), done: reply.done + (id === undefined ? 0 : 1) };
  await act.em.execute(
    `insert into mirror_message as m (link_id, thread_id, reply_id, messages, version, done, whole, sent_at)
     values (:linkId, :threadId, :replyId, :messages, :version, :done, :whole, :at)
     on conflict (link_id, reply_id) do update set messages = excluded.messages, version = excluded.version, done = excluded.done,
       whole = excluded.whole, sent_at = excluded.sent_at, from_group = case when m.gone then null else m.from_group end,
       thread_id = case when m.gone then excluded.thread_id else m.thread_id end, gone = false`,
    { linkId, threadId, replyId: reply.id, version: reply.version, ...shown, whole: !left, at: act.at },
  );
}

async function recordTakenAway(act: HouseAct, { linkId, reply, own }: Step & { do: 'take-away' }) {
  const messages = own ? reply.messages.slice(0, -1) : [];
  await act.em.execute(
    `update mirror_message set messages = :messages, done = 0, whole = false,
       gone = cardinality(:messages::text[]) = 0 and (:own = false or from_group is null)
     where link_id = :linkId and reply_id = :replyId`,
    { messages: textArray(messages), own, linkId, replyId: reply.id },
  );
}

function textArray(words: readonly string[]): string {
  return `{${words.map(word => `"${word}"`).join()}}`;
}
