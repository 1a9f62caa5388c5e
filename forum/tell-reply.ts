import type { Reply } from '#db/forum/reply.ts';
import type { Act } from '#school/act.ts';
import { excerpt } from '#school/typed-text.ts';
import { type Listener, listeners, sectionListeners } from './listeners.ts';
import { unmarkedNames } from './mentions/marks.ts';

/** What beside its words is told of a reply. */
interface Said {
  /** Whom it calls by name. */
  called: readonly number[];
  /** How many files hang on it. */
  files: number;
  /** Of a new topic: the question it puts to the vote. */
  poll?: object | undefined;
}

/** Tells of a reply: whom it calls by name, whose words it quotes, who follows the topic; nobody twice. */
export async function tellReply(act: Act, reply: Reply, said: Said): Promise<void> {
  const facts = factsOf(act, reply, said);
  const found = await listeners(act, reply, said.called);
  for (const { id, why } of found) {
    if (why !== 'called')
      act.tell(id, { kind: 'reply', subject: subjectOf(reply), facts: { ...facts, quoted: why === 'quoted' } });
  }
  await tellCalled(act, reply, { found, facts });
}

/** Tells of a new topic: whom its text calls, and who follows the section. */
export async function tellTopic(act: Act, opening: Reply, said: Said): Promise<void> {
  const section = opening.topic.section!;
  const facts = { ...factsOf(act, opening, said), section: section.name, ...(said.poll ? { poll: said.poll } : {}) };
  const found = await sectionListeners(act, section.id, said.called);
  for (const { id, why } of found) {
    if (why !== 'called') act.tell(id, { kind: 'topic', subject: subjectOf(opening), facts });
  }
  await tellCalled(act, opening, { found, facts });
}

/** Tells those whom an edit has called in addition; who was told of this reply before hears nothing. */
export async function tellCalledByEdit(act: Act, reply: Reply, said: Said): Promise<void> {
  if (said.called.length === 0) return;
  const found = await listeners(act, reply, said.called);
  await tellCalled(act, reply, { found, facts: factsOf(act, reply, said) });
}

interface News {
  found: readonly Listener[];
  facts: Record<string, unknown>;
}

async function tellCalled(act: Act, reply: Reply, { found, facts }: News): Promise<void> {
  const ids = found.filter(({ why }) => why === 'called').map(({ id }) => id);
  if (ids.length === 0) return;
  const rows = await act.em.execute<{ id: number }[]>(
    `insert into mention (reply_id, person_id, at) select :reply, id, :at::timestamptz from unnest(:ids::int[]) id
     on conflict (reply_id, person_id) do nothing returning person_id as id`,
    { reply: reply.id, at: act.at, ids: `{${ids.join()}}` },
  );
  for (const { id } of rows) act.tell(id, { kind: 'mention', subject: subjectOf(reply), facts });
}

const subjectOf = ({ topic }: Reply) => `topic:${topic.id}`;

function factsOf(act: Act, { id, topic, number, text }: Reply, { files }: Said) {
  const where = { replyId: id, topicId: topic.id, title: topic.title, number };
  return { ...where, author: act.by.shortName, excerpt: excerpt(unmarkedNames(text)), files };
}
