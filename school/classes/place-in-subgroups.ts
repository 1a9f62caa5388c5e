import { Student } from '#db/school/student.ts';
import { Subgroup, SubgroupMember } from '#db/school/subgroup.ts';
import type { Act } from '../act.ts';
import { type Day, parseDay } from '../calendar.ts';
import { permit, see } from '../permissions.ts';
import { invalid, Refusal } from '../refusal.ts';
import { type ClassHead, classHead } from './class-card.ts';
import { studentsOfClass } from './subgroups.ts';
import { recordCardChange } from './write-contacts.ts';

/** Who is to be in which subgroup of a subject from a day on; a student who isn't named stays. */
export interface SubgroupPlacing {
  subjectId: number;
  /** ISO day; of the year of the class. */
  since: string;
  /** Null: in none. */
  places: { studentId: number; subgroupId: number | null }[];
}

/**
 * Places students of a class in the subgroups of a subject from a day on; former stays end the day before and are kept, so that
 * the journals of both follow the dates. Gives how many were moved. By class teacher, deputy and registrar. Refusals: not-found,
 * not-allowed, invalid at since, conflict where a later change stands.
 */
export async function placeInSubgroups(act: Act, classId: number, placing: SubgroupPlacing): Promise<number> {
  const dividing = await openDividing(act, classId, placing);
  const { since, students, subgroups, stays } = dividing;
  const numbers = new Map(subgroups.map(({ id, number }) => [id, number]));
  let moved = 0;
  for (const { studentId, subgroupId } of placing.places) {
    const student = students.get(studentId);
    if (!student || (subgroupId !== null && !numbers.has(subgroupId))) throw new Refusal('not-found', 'not-found');
    const own = stays.filter(stay => stay.student.id === studentId);
    const now = own.find(
      stay => stay.since <= since && (stay.until === null || stay.until === undefined || stay.until > since),
    );
    if ((now?.subgroup.id ?? null) === subgroupId) continue;
    const later = own.find(stay => stay.since > since);
    if (later) throw new Refusal('conflict', 'subgroup/later', { facts: { student: student.name, day: later.since } });
    // Where the student leaves the class on a day to come, so ends the new stay.
    const until = now?.until ?? null;
    if (now) endStay(act, now, since);
    if (subgroupId !== null) {
      const subgroup = act.em.getReference(Subgroup, subgroupId);
      act.em.create(SubgroupMember, { subgroup, student: act.em.getReference(Student, studentId), since, until });
    }
    const word = (id: number | null | undefined) => (id ? `${dividing.subject} ${numbers.get(id)}` : null);
    const [before, after] = [word(now?.subgroup.id), word(subgroupId)];
    recordCardChange(act, { personId: student.personId, studentId, field: 'subgroup', before, after });
    moved++;
  }
  await act.em.flush();
  return moved;
}

/** Divides a class evenly in the order of its list: the first part into the first subgroup, and so on. Refusals as above. */
export async function divideEvenly(
  act: Act,
  classId: number,
  { subjectId, since }: Pick<SubgroupPlacing, 'subjectId' | 'since'>,
): Promise<number> {
  const { students, subgroups } = await openDividing(act, classId, { subjectId, since });
  const places = [...students.keys()].map((studentId, at) => ({
    studentId,
    subgroupId: subgroups[Math.floor((at * subgroups.length) / students.size)]!.id,
  }));
  return placeInSubgroups(act, classId, { subjectId, since, places });
}

/** A stay that would not have lasted a day was a slip of the pen. */
function endStay(act: Act, stay: SubgroupMember, since: Day): void {
  if (stay.since === since) act.em.remove(stay);
  else stay.until = since;
}

interface Dividing {
  since: Day;
  subject: string;
  subgroups: { id: number; number: number }[];
  /** In the order of the list. */
  students: Map<number, { name: string; personId: number }>;
  stays: SubgroupMember[];
}

/** The subgroups of a subject laid open; nobody else divides the class until the act is over. */
async function openDividing(
  act: Act,
  classId: number,
  { subjectId, since: typed }: Pick<SubgroupPlacing, 'subjectId' | 'since'>,
): Promise<Dividing> {
  see(act, 'readClassCard', classId);
  const head = await classHead(act, classId);
  permit(act, 'keepSubgroups', classId);
  const since = readSince(head, typed);
  await act.em.execute('select id from subgroup where school_class_id = :classId order by id for update', { classId });
  const subgroups = await act.em.execute<{ id: number; number: number; subject: string }[]>(
    `select g.id, g.number, j.name as subject from subgroup g join subject j on j.id = g.subject_id
     where g.school_class_id = :classId and g.subject_id = :subjectId order by g.number`,
    { classId, subjectId },
  );
  if (subgroups.length === 0) throw new Refusal('not-found', 'not-found');
  const rows = await act.em.execute<{ id: number; name: string; personId: number }[]>(
    studentsOfClass.replace('s.id,', 's.id, s.person_id as "personId",'),
    { classId, day: since },
  );
  const stays = await act.em.find(SubgroupMember, { subgroup: subgroups.map(({ id }) => id) });
  const students = new Map(rows.map(({ id, ...student }) => [id, student]));
  return { since, subject: subgroups[0]!.subject, subgroups, students, stays };
}

function readSince({ yearFirstDay, yearLastDay }: ClassHead, typed: string): Day {
  const since = parseDay(typed);
  if (!since || since < yearFirstDay || since > yearLastDay)
    invalid('subgroup/since', 'since', { first: yearFirstDay, last: yearLastDay });
  return since;
}
