import type { Act } from '#school/act.ts';
import { type Addressed, addresseesOf } from './addressees.ts';

/** To whom a letter about to be written goes, in words. */
export interface AddresseeView {
  people: { id: number; name: string; officeHours: string | null }[];
  /** «Мария, 5Б» */
  about: string | null;
  /** Of a letter to a class: its name, and how many families. */
  className: string | null;
  families: number;
}

/** The same rule as for sending it: refuses as `beginLetter` does. */
export async function addresseeView(act: Act, to: Addressed): Promise<AddresseeView> {
  const letters = await addresseesOf(act, to);
  const [first] = letters;
  const [row] = await act.em.execute<Omit<AddresseeView, 'families'>[]>(
    `select
       (select json_agg(json_build_object('id', p.id, 'name', concat_ws(' ', p.family_name, p.given_name, p.patronymic),
          'officeHours', p.office_hours) order by p.family_name collate "ru-x-icu", p.id)
        from person p where p.id = any(:ids)) as people,
       (select p.given_name || coalesce(', ' || (
          select k.grade || k.letter from enrolment e join school_class k on k.id = e.school_class_id
          where e.student_id = s.id and e.since <= :today and (e.until is null or e.until > :today)
          order by e.since desc limit 1), '')
        from student s join person p on p.id = s.person_id where s.id = :studentId) as about,
       (select k.grade || k.letter from school_class k where k.id = :classId) as "className"`,
    {
      ids: `{${first!.personIds.join(',')}}`,
      today: act.today,
      studentId: to.classId === undefined ? (first!.studentId ?? 0) : 0,
      classId: to.classId ?? 0,
    },
  );
  return { ...row!, families: to.classId === undefined ? 0 : letters.length };
}
