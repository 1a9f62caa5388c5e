import type { Act } from '#school/act.ts';

export interface ClassFamilies {
  classId: number;
  className: string;
  students: { id: number; name: string; parents: number }[];
}

/** The families of one's own classes, for a class teacher (4.2d); none for anybody else. */
export async function classFamilies(act: Act): Promise<ClassFamilies[]> {
  const { ownClassIds } = act.by;
  if (ownClassIds.length === 0) return [];
  return act.em.execute<ClassFamilies[]>(
    `select k.id as "classId", k.grade || k.letter as "className",
       json_agg(json_build_object('id', s.id, 'name', p.family_name || ' ' || p.given_name, 'parents', (
         select count(*)::int from guardianship g join person q on q.id = g.parent_id and q.deactivated_at is null
         where g.student_id = s.id and g.since <= :today and (g.until is null or g.until >= :today) and q.id <> :me))
         order by p.family_name collate "ru-x-icu", p.given_name collate "ru-x-icu", s.id) as students
     from school_class k
     join enrolment e on e.school_class_id = k.id and e.since <= :today and (e.until is null or e.until > :today)
     join student s on s.id = e.student_id join person p on p.id = s.person_id
     where k.id = any(:own) group by k.id order by k.id`,
    { today: act.today, me: act.by.id, own: `{${ownClassIds.join(',')}}` },
  );
}
