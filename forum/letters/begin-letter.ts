import { Participant } from '#db/forum/participant.ts';
import { Reply } from '#db/forum/reply.ts';
import { Topic } from '#db/forum/topic.ts';
import { Person } from '#db/school/person.ts';
import { Student } from '#db/school/student.ts';
import type { Act } from '#school/act.ts';
import type { SentFile } from '#school/files.ts';
import { invalid } from '#school/refusal.ts';
import { excerpt, tidyLine } from '#school/typed-text.ts';
import { checkFlood } from '../flood.ts';
import { hangFiles, type KeptFile, keepFiles } from '../reply-files.ts';
import { readText } from '../text.ts';
import { type Addressed, type Addressees, addresseesOf } from './addressees.ts';
import { tellLetter } from './tell-letter.ts';

/** A letter as it was typed. */
export interface LetterEntry extends Addressed {
  title?: string | undefined;
  text: string;
  siteOnly?: boolean | undefined;
  /** Ten at most. */
  files?: readonly SentFile[] | undefined;
}

interface Letter {
  title: string;
  text: string;
  siteOnly: boolean;
  kept: readonly KeptFile[];
}

const longestTitle = 200;

/**
 * Begins a letter, or one for each family of a class, and tells those it is for (1.2f, 4.2d). Gives the ids of the letters.
 * Refusals: not-found for whom the writer may not write to; not-allowed for another's class; invalid under to, title, text, files; too-many.
 */
export async function beginLetter(act: Act, entry: LetterEntry): Promise<number[]> {
  const letter = check(entry);
  const addressees = await addresseesOf(act, entry);
  await checkFlood(act);
  // Kept once, though it goes to every family of a class.
  const kept = keepFiles(act, entry.files);
  const ids: number[] = [];
  for (const { personIds, studentId } of addressees)
    ids.push(await post(act, { ...letter, kept }, { personIds, studentId }));
  return ids;
}

function check({ title: typed = '', text: typedText, siteOnly = false }: LetterEntry): Omit<Letter, 'kept'> {
  const text = readText(typedText);
  const title = tidyLine(typed);
  if ([...title].length > longestTitle) invalid('letter/title-long', 'title', { most: longestTitle });
  // What is read on the site alone shows nothing of itself in a list.
  return { title: title || (siteOnly ? '' : excerpt(text, 60)), text, siteOnly };
}

async function post(act: Act, { title, text, siteOnly, kept }: Letter, { personIds, studentId }: Addressees) {
  const author = act.em.getReference(Person, act.by.id);
  const { at } = act;
  const student = studentId === null ? null : act.em.getReference(Student, studentId);
  const counters = { replyCount: 1, lastReplyAt: at, lastReplyBy: author };
  const topic = act.em.create(Topic, { kind: 'letter', title, author, student, at, ...counters });
  hangFiles(act, act.em.create(Reply, { topic, number: 1, author, text, siteOnly, at }), kept);
  for (const id of [act.by.id, ...personIds]) {
    act.em.create(Participant, { topic, person: act.em.getReference(Person, id) });
  }
  await act.em.flush();
  await tellLetter(act, {
    ...{ topicId: topic.id, title, text, siteOnly, number: 1, personIds, studentId },
    files: kept.length,
  });
  return topic.id;
}
