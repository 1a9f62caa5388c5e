import { Consultation } from '#db/forum/consultation.ts';
import { Reply } from '#db/forum/reply.ts';
import { Topic } from '#db/forum/topic.ts';
import { Person } from '#db/school/person.ts';
import type { Act } from '#school/act.ts';
import { excerpt } from '#school/typed-text.ts';
import { checkFlood } from '../flood.ts';
import { readText } from '../text.ts';
import { dueAfter } from './due.ts';
import { tellRegistrars } from './tell.ts';

/** Asks the registrar (2.6). Gives the number of the question. Refusals: invalid at text; too-many. */
export async function ask(act: Act, typed: { text: string }): Promise<number> {
  const text = readText(typed.text);
  await checkFlood(act);
  const author = act.em.getReference(Person, act.by.id);
  const { at } = act;
  const counters = { replyCount: 1, lastReplyAt: at, lastReplyBy: author };
  const topic = act.em.create(Topic, { kind: 'consultation', title: excerpt(text, 80), author, at, ...counters });
  act.em.create(Reply, { topic, number: 1, author, text, at });
  act.em.create(Consultation, { topic, state: 'new', dueAt: dueAfter(at, act.timeZone) });
  await act.em.flush();
  await tellRegistrars(act, { topicId: topic.id, text, again: false });
  return topic.id;
}
