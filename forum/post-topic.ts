import { Reply } from '#db/forum/reply.ts';
import { Section } from '#db/forum/section.ts';
import { Topic } from '#db/forum/topic.ts';
import { Person } from '#db/school/person.ts';
import type { Act } from '#school/act.ts';
import type { SentFile } from '#school/files.ts';
import { may, permit, see } from '#school/permissions.ts';
import { invalid } from '#school/refusal.ts';
import { checkFlood } from './flood.ts';
import { markCalls } from './mentions/mark-calls.ts';
import { touchMirror } from './mirror/touch.ts';
import { addPoll, pollFacts } from './polls/begin-poll.ts';
import { readPoll, type TypedPoll } from './polls/read-poll.ts';
import { hangFiles, keepFiles } from './reply-files.ts';
import { tellTopic } from './tell-reply.ts';
import { readText, readTitle } from './text.ts';

export interface NewTopic {
  /** The key of a section. */
  section: string;
  title: string;
  text: string;
  /** Ten at most. */
  files?: readonly SentFile[] | undefined;
  poll?: TypedPoll | undefined;
}

/**
 * Opens a topic with its first text and gives its id (3.2h). Who is called by name
 * or follows the section is told; for the others it stands unread in the list.
 * Refusals: not-found to anyone but staff; not-allowed; invalid under section, title, text, files, and those of readPoll; too-many.
 */
export async function postTopic(act: Act, typed: NewTopic): Promise<number> {
  see(act, 'useForum');
  const section = await act.em.findOne(Section, { key: typed.section });
  if (!section || !may(act.by, 'readSection', section)) return invalid('topic-section', 'section');
  permit(act, 'writeInSection', section);
  const title = readTitle(typed.title);
  const text = readText(typed.text);
  const poll = typed.poll && readPoll(act, typed.poll);
  await checkFlood(act);
  const kept = keepFiles(act, typed.files);
  const marked = await markCalls(act, text);
  const author = act.em.getReference(Person, act.by.id);
  const { at } = act;
  const topic = act.em.create(Topic, {
    section,
    title,
    author,
    at,
    replyCount: 1,
    lastReplyAt: at,
    lastReplyBy: author,
  });
  const opening = act.em.create(Reply, { topic, number: 1, author, text: marked.text, at });
  hangFiles(act, opening, kept);
  await act.em.flush();
  const asked = poll && pollFacts(await addPoll(act, topic, poll), poll);
  await tellTopic(act, opening, { called: marked.called, files: kept.length, poll: asked });
  await touchMirror(act, topic.id);
  return topic.id;
}
