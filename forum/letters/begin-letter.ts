import { Participant } from '#db/forum/participant.ts';
import { Reply } from '#db/forum/reply.ts';
import { Topic } from '#db/forum/topic.ts';
import { Person } from '#db/school/person.ts';
import { Student } from '#db/school/student.ts';
import type { Act } from '#school/act.ts';
import { may, permit } from '#school/permissions.ts';
import { invalid, Refusal } from '#school/refusal.ts';
import { excerpt, tidyLine } from '#school/typed-text.ts';
import { checkFlood } from '../flood.ts';
import { readText } from '../text.ts';
import { lettersStudent, staffAmong } from './letter-facts.ts';
import { tellLetter } from './tell-letter.ts';

/** A letter as it was typed. One of `toId`, `familyOf` and `classId` says to whom. */
export interface LetterEntry {
  toId?: number | undefined;
  /** To the parents of this student, in one letter. */
  familyOf?: number | undefined;
  /** To the parents of every student of the class, each family its own letter. */
  classId?: number | undefined;
  /** About whom, when one person of a family is at one end. */
  studentId?: number | undefined;
  title?: string | undefined;
  text: string;
  siteOnly?: boolean | undefined;
}

interface Letter {
  title: string;
  text: string;
  siteOnly: boolean;
}

const longestTitle = 200;

/**
 * Begins a letter, or one for each family of a class, and tells those it is for (1.2f, 4.2d). Gives the ids of the letters.
 * Refusals: not-found for whom the writer may not write to; not-allowed for another's class; invalid under to, title, text; too-many.
 */
export async function beginLetter(act: Act, entry: LetterEntry): Promise<number[]> {
  const letter = check(entry);
  const addressees = await addresseesOf(act, entry);
  await checkFlood(act);
  const ids: number[] = [];
  for (const { personIds, studentId } of addressees) ids.push(await post(act, letter, { personIds, studentId }));
  return ids;
}

function check({ title: typed = '', text: typedText, siteOnly = false }: LetterEntry): Letter {
  const text = readText(typedText);
  const title = tidyLine(typed);
  if ([...title].length > longestTitle) invalid('letter/title-long', 'title', { most: longestTitle });
  // What is read on the site alone shows nothing of itself in a list.
  return { title: title || (siteOnly ? '' : excerpt(text, 60)), text, siteOnly };
}

interface Addressees {
  personIds: number[];
  studentId: number | null;
}

async function addresseesOf(act: Act, { toId, familyOf, classId, studentId }: LetterEntry): Promise<Addressees[]> {
  if (classId !== undefined) return familiesOf(act, classId);
  if (familyOf !== undefined) return [await parentsOf(act, familyOf)];
  if (toId === undefined) invalid('letter/nobody', 'to');
  const to = (await staffAmong(act, [toId])).get(toId);
  const student = studentId === undefined ? null : await lettersStudent(act, studentId);
  const facts = { toId, toStaff: to !== undefined, toDeputy: to?.deputy ?? false, student };
  if (!may(act.by, 'writeLetter', facts)) throw new Refusal('not-found', 'not-found');
  return [{ personIds: [toId], studentId: student?.studentId ?? null }];
}

async function parentsOf(act: Act, studentId: number): Promise<Addressees> {
  const student = await lettersStudent(act, studentId);
  const facts = { toStaff: false, toDeputy: false, student };
  const personIds = (student?.parentIds ?? []).filter(toId => may(act.by, 'writeLetter', { ...facts, toId }));
  if (personIds.length === 0) throw new Refusal('not-found', 'not-found');
  return { personIds, studentId };
}

async function familiesOf(act: Act, classId: number): Promise<Addressees[]> {
  permit(act, 'writeToClass', classId);
  const rows = await act.em.execute<{ studentId: number; personIds: number[] }[]>(
    `select e.student_id as "studentId", array_agg(distinct g.parent_id) as "personIds"
     from enrolment e
     join guardianship g on g.student_id = e.student_id and g.since <= :today and (g.until is null or g.until >= :today)
     join person p on p.id = g.parent_id and p.deactivated_at is null
     where e.school_class_id = :classId and e.since <= :today and (e.until is null or e.until > :today) and p.id <> :me
     group by e.student_id order by e.student_id`,
    { classId, today: act.today, me: act.by.id },
  );
  if (rows.length === 0) invalid('letter/nobody', 'to');
  return rows;
}

async function post(act: Act, { title, text, siteOnly }: Letter, { personIds, studentId }: Addressees) {
  const author = act.em.getReference(Person, act.by.id);
  const { at } = act;
  const student = studentId === null ? null : act.em.getReference(Student, studentId);
  const counters = { replyCount: 1, lastReplyAt: at, lastReplyBy: author };
  const topic = act.em.create(Topic, { kind: 'letter', title, author, student, at, ...counters });
  act.em.create(Reply, { topic, number: 1, author, text, siteOnly, at });
  for (const id of [act.by.id, ...personIds]) {
    act.em.create(Participant, { topic, person: act.em.getReference(Person, id) });
  }
  await act.em.flush();
  await tellLetter(act, { topicId: topic.id, title, text, siteOnly, number: 1, personIds, studentId });
  return topic.id;
}
