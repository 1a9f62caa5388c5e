import { Person } from '#db/school/person.ts';
import { Student } from '#db/school/student.ts';
import type { Act } from '../act.ts';
import { type Day, parseDay } from '../calendar.ts';
import { permit } from '../permissions.ts';
import { Refusal } from '../refusal.ts';
import { staffOnDay } from '../staff.ts';
import { placeOfStudent } from './place-of-student.ts';
import { type Contacts, readContacts, refuseAll, type TypedContacts } from './read-contacts.ts';
import { recordCardChange, writeContacts } from './write-contacts.ts';

/** The data of one person of a family as they are typed; what is not there was not touched. */
export interface TypedPerson extends TypedContacts {
  personId: number;
  /** Of the student; an ISO day. */
  birthday?: string | null | undefined;
}

/**
 * Keeps the data of a student and the parents current (4.2a), all of them or nothing. By the class teacher and the registrar; who
 * works here is the registrar's. Refusals: not-found, not-allowed, invalid at `phone[12]`, `email[12]` …, of the person 12.
 */
export async function keepContacts(act: Act, studentId: number, typed: readonly TypedPerson[]): Promise<void> {
  const place = await placeOfStudent(act, studentId);
  permit(act, 'keepContacts', { classId: place.classId, isStaff: false });
  const family = await familyOf(act, studentId);
  const refused: Refusal[] = [];
  const entries: { personId: number; contacts: Contacts; birthday?: Day | null }[] = [];
  for (const { personId, birthday, ...contacts } of typed) {
    const member = family.get(personId);
    if (!member) throw new Refusal('not-found', 'not-found');
    permit(act, 'keepContacts', { classId: place.classId, isStaff: member.isStaff });
    const read = readContacts(contacts, field => `${field}[${personId}]`);
    const born = readBirthday(act, birthday, personId);
    refused.push(...read.refused, ...(born instanceof Refusal ? [born] : []));
    if (!(born instanceof Refusal)) entries.push({ personId, contacts: read.contacts, ...born });
  }
  refuseAll(refused);
  for (const { personId, contacts, birthday } of entries) {
    writeContacts(act, await act.em.findOneOrFail(Person, personId, { lockMode: 4, refresh: true }), contacts);
    if (birthday !== undefined && personId === place.personId) await writeBirthday(act, place, birthday);
  }
}

/** The student and the parents of today. */
async function familyOf(act: Act, studentId: number): Promise<Map<number, { isStaff: boolean }>> {
  const rows = await act.em.execute<{ id: number; isStaff: boolean }[]>(
    `select p.id, w.person_id is not null as "isStaff" from (
       select person_id as id from student where id = :studentId
       union select parent_id from guardianship
       where student_id = :studentId and since <= :today and (until is null or until >= :today)) p
     left join (${staffOnDay.replace('?', ':today')}) w on w.person_id = p.id`,
    { studentId, today: act.today },
  );
  return new Map(rows.map(({ id, isStaff }) => [id, { isStaff }]));
}

function readBirthday(
  act: Act,
  typed: string | null | undefined,
  personId: number,
): { birthday?: Day | null } | Refusal {
  if (typed === undefined) return {};
  const text = (typed ?? '').trim();
  if (text === '') return { birthday: null };
  const day = parseDay(text);
  const isLikely = day !== undefined && day < act.today && day > '1950-01-01';
  return isLikely ? { birthday: day } : new Refusal('invalid', 'card/birthday', { field: `birthday[${personId}]` });
}

async function writeBirthday(
  act: Act,
  { studentId, personId }: { studentId: number; personId: number },
  birthday: Day | null,
): Promise<void> {
  const student = await act.em.findOneOrFail(Student, studentId);
  if (student.birthday === birthday) return;
  recordCardChange(act, { personId, field: 'birthday', before: student.birthday ?? null, after: birthday });
  student.birthday = birthday;
}
