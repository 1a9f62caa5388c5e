import { prepared } from '#db/prepared.ts';
import type { HouseAct } from '#school/act.ts';

/** A person who is told about a student: a parent of today, or the student. */
export interface FamilyReader {
  studentId: number;
  personId: number;
  isParent: boolean;
}

/** Today's parents of the students and the students themselves, by student; those whose accounts are open. One query. */
export async function familyReaders(
  act: HouseAct,
  studentIds: readonly number[],
): Promise<Map<number, FamilyReader[]>> {
  const rows = await prepared<FamilyReader>(
    act.em,
    `select r.student_id as "studentId", r.person_id as "personId", r.is_parent as "isParent"
     from (
       select g.student_id, g.parent_id as person_id, true as is_parent from guardianship g
         where g.since <= :today and (g.until is null or g.until >= :today)
       union all
       select s.id, s.person_id, false from student s
     ) r
     join person p on p.id = r.person_id and p.deactivated_at is null
     where r.student_id = any(:students) order by r.student_id, r.person_id`,
    { today: act.today, students: `{${[...new Set(studentIds)].join(',')}}` },
  );
  return Map.groupBy(rows, ({ studentId }) => studentId);
}
