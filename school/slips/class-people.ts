import type { Act } from '../act.ts';
import { isYearOf } from '../current-year.ts';
import { may } from '../permissions.ts';
import { Refusal } from '../refusal.ts';
import { staffOnDay } from '../staff.ts';

/** A student of a class, or a parent of some. */
export interface ClassPerson {
  id: number;
  name: string;
  kind: 'student' | 'parent';
  /** Of a parent: the children in this class, «Дима, Маша». */
  children: string | null;
  hasPassword: boolean;
  /** Works at the school too: the slip is the registrar's to print. */
  isStaff: boolean;
}

export interface ClassPeople {
  classId: number;
  className: string;
  /** Students and their parents, family by family. */
  people: ClassPerson[];
  /** The classes one gives slips to. */
  choices: { id: number; name: string }[];
}

/** The students of a class today and their parents, as those whom slips are for (2.2.2, 2.2.3). Refusal: not-found. */
export async function classPeople(act: Act, classId: number): Promise<ClassPeople> {
  const choices = await slipClasses(act);
  const found = choices.find(({ id }) => id === classId);
  if (!found) throw new Refusal('not-found', 'not-found');
  const people = await act.em.execute<ClassPerson[]>(peopleQuery, { today: act.today, classId });
  return { classId, className: found.name, people, choices };
}

/** The classes of this year that one gives slips to. */
export async function slipClasses(act: Act): Promise<{ id: number; name: string }[]> {
  const classes = await act.em.execute<{ id: number; name: string }[]>(
    `select c.id, c.grade || c.letter as name from school_class c join school_year y on y.id = c.year_id
     where ${isYearOf(':today')} order by c.grade, c.letter collate "ru-x-icu"`,
    { today: act.today },
  );
  return classes.filter(({ id }) => may(act.by, 'giveSlips', id));
}

// A parent of twins stands once, beside the first of them.
const peopleQuery = `
  with mates as (
    select s.id, s.person_id, p.given_name, row_number() over (
      order by p.family_name collate "ru-x-icu", p.given_name collate "ru-x-icu", s.id) as place
    from enrolment e join student s on s.id = e.student_id join person p on p.id = s.person_id
    where e.school_class_id = :classId and e.since <= :today and (e.until is null or e.until > :today)),
  listed as (
    select person_id, 'student' as kind, place, null as children from mates
    union all
    select g.parent_id, 'parent', min(m.place), string_agg(m.given_name, ', ' order by m.place)
    from guardianship g join mates m on m.id = g.student_id
    where g.since <= :today and (g.until is null or g.until >= :today)
      and g.parent_id not in (select person_id from mates)
    group by g.parent_id)
  select p.id, concat_ws(' ', p.family_name, p.given_name, p.patronymic) as name, l.kind, l.children,
    p.password_hash is not null as "hasPassword", w.person_id is not null as "isStaff"
  from listed l join person p on p.id = l.person_id and p.deactivated_at is null
    left join (${staffOnDay.replace('?', ':today')}) w on w.person_id = p.id
  order by l.place, l.kind desc, p.id`;
