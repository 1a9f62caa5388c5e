import { Consultation } from '#db/forum/consultation.ts';
import { Reply } from '#db/forum/reply.ts';
import { Topic } from '#db/forum/topic.ts';
import { Person } from '#db/school/person.ts';
import type { Act } from '#school/act.ts';
import type { SentFile } from '#school/files.ts';
import { excerpt } from '#school/typed-text.ts';
import { checkFlood } from '../flood.ts';
import { hangFiles, keepFiles } from '../reply-files.ts';
import { readText } from '../text.ts';
import { dueAfter } from './due.ts';
import { tellRegistrars } from './tell.ts';

/** As they were typed. */
export interface Words {
  text: string;
  /** Ten at most. */
  files?: readonly SentFile[] | undefined;
}

/** Asks the registrar (2.6). Gives the number of the question. Refusals: invalid at text and files; too-many. */
export async function ask(act: Act, typed: Words): Promise<number> {
  const text = readText(typed.text);
  await checkFlood(act);
  const kept = keepFiles(act, typed.files);
  const author = act.em.getReference(Person, act.by.id);
  const { at } = act;
  const counters = { replyCount: 1, lastReplyAt: at, lastReplyBy: author };
  const topic = act.em.create(Topic, { kind: 'consultation', title: excerpt(text, 80), author, at, ...counters });
  hangFiles(act, act.em.create(Reply, { topic, number: 1, author, text, at }), kept);
  act.em.create(Consultation, { topic, state: 'new', dueAt: dueAfter(at, act.timeZone) });
  await act.em.flush();
  await tellRegistrars(act, { topicId: topic.id, text, again: false, files: kept.length });
  return topic.id;
}
