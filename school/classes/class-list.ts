import type { Act } from '../act.ts';
import { isYearOf } from '../current-year.ts';
import { may, see } from '../permissions.ts';

export interface ClassLine {
  id: number;
  name: string;
  grade: number;
  classTeacherId: number | null;
  classTeacher: string | null;
  students: number;
  /** Its card is open to the actor; of the others only the name is known. */
  mayReadCard: boolean;
}

/** The classes of this year with their class teachers, for all of the staff. Refusal: not-found. */
export async function classList(act: Act): Promise<ClassLine[]> {
  see(act, 'readClasses');
  const classes = await act.em.execute<Omit<ClassLine, 'mayReadCard'>[]>(
    `select c.id, c.grade || c.letter as name, c.grade, c.class_teacher_id as "classTeacherId",
       concat_ws(' ', t.family_name, t.given_name, t.patronymic) as "classTeacher",
       (select count(*)::int from enrolment e where e.school_class_id = c.id and e.since <= :today
         and (e.until is null or e.until > :today)) as students
     from school_class c join school_year y on y.id = c.year_id left join person t on t.id = c.class_teacher_id
     where ${isYearOf(':today')} order by c.grade, c.letter collate "ru-x-icu"`,
    { today: act.today },
  );
  return classes.map(one => ({
    ...one,
    classTeacher: one.classTeacher || null,
    mayReadCard: may(act.by, 'readClassCard', one.id),
  }));
}
