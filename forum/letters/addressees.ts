import type { Act } from '#school/act.ts';
import { may, permit } from '#school/permissions.ts';
import { invalid, Refusal } from '#school/refusal.ts';
import { lettersStudent, staffAmong } from './letter-facts.ts';

/** To whom a letter is: one of `toId`, `familyOf` and `classId` says it. */
export interface Addressed {
  toId?: number | undefined;
  /** To the parents of this student, in one letter. */
  familyOf?: number | undefined;
  /** To the parents of every student of the class, each family its own letter. */
  classId?: number | undefined;
  /** About whom, when one person of a family is at one end. */
  studentId?: number | undefined;
}

/** The others of one letter. */
export interface Addressees {
  personIds: number[];
  studentId: number | null;
}

/**
 * Whom the letter goes to; of a class, each family by itself. Refusals: not-found for whom the actor may not write to, not-allowed for
 * another's class, invalid at `to`.
 */
export async function addresseesOf(act: Act, { toId, familyOf, classId, studentId }: Addressed): Promise<Addressees[]> {
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
