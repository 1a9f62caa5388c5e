import { DataCorrection } from '#db/school/data-correction.ts';
import { Person } from '#db/school/person.ts';
import type { Act } from '../act.ts';
import { may, permit } from '../permissions.ts';
import { Refusal } from '../refusal.ts';
import { staffOnDay } from '../staff.ts';
import { writeContacts } from './write-contacts.ts';

/**
 * Takes what a family proposes, in one press, or declines it; who proposed is told. By who keeps these data. Refusals: not-found,
 * not-allowed, conflict when it is settled already.
 */
export async function settleCorrection(act: Act, id: number, { accepted }: { accepted: boolean }): Promise<void> {
  const correction = await act.em.findOne(DataCorrection, id, { lockMode: 4, refresh: true });
  if (!correction) throw new Refusal('not-found', 'not-found');
  const personId = correction.person.id;
  const { classIds, isStaff } = await placesOf(act, personId);
  const own = classIds.find(classId => may(act.by, 'readClassCard', classId));
  if (own === undefined) throw new Refusal('not-found', 'not-found');
  const kept = classIds.find(classId => may(act.by, 'keepContacts', { classId, isStaff })) ?? own;
  permit(act, 'keepContacts', { classId: kept, isStaff });
  if (correction.state !== 'waiting') throw new Refusal('conflict', 'card/settled');
  const person = await act.em.findOneOrFail(Person, personId, { lockMode: 4, refresh: true });
  if (accepted) writeContacts(act, person, correction.proposed);
  correction.state = accepted ? 'accepted' : 'declined';
  correction.settledBy = act.em.getReference(Person, act.by.id);
  correction.settledAt = act.at;
  const facts = { person: person.fullName, accepted };
  act.tell(correction.by.id, { kind: 'data-correction-settled', subject: `person:${personId}`, facts });
}

/** The classes in which the person is a student or a parent of one, and whether they work here. */
async function placesOf(act: Act, personId: number): Promise<{ classIds: number[]; isStaff: boolean }> {
  const [row] = await act.em.execute<{ classIds: number[]; isStaff: boolean }[]>(
    `select array(select distinct e.school_class_id from enrolment e
         where e.since <= :today and (e.until is null or e.until > :today) and (
           e.student_id in (select id from student where person_id = :personId)
           or e.student_id in (select student_id from guardianship
             where parent_id = :personId and since <= :today and (until is null or until >= :today)))) as "classIds",
       exists (select from (${staffOnDay.replace('?', ':today')}) w where w.person_id = :personId) as "isStaff"`,
    { personId, today: act.today },
  );
  return row!;
}
