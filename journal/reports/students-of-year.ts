import type { sexes } from '#db/school/person.ts';
import type { Act } from '#school/act.ts';
import type { AskedYear } from './report.ts';

export interface YearStudent {
  id: number;
  /** «Петрова Мария» */
  name: string;
  sex: (typeof sexes)[number];
  /** In the class at the end of the year, or today. */
  here: boolean;
}

/** Everybody who was in the class in the year so far, by name: who has left stays in its papers. One query. */
export async function studentsOfYear(
  act: Act,
  { classId, year }: { classId: number; year: Pick<AskedYear, 'lastDay'> },
): Promise<YearStudent[]> {
  return act.em.execute<YearStudent[]>(
    `select s.id, n.family_name || ' ' || n.given_name as name, n.sex,
       bool_or(e.until is null or e.until > least(:lastDay::date, :today::date)) as here
     from enrolment e join student s on s.id = e.student_id join person n on n.id = s.person_id
     where e.school_class_id = :classId and e.since <= least(:lastDay::date, :today::date)
     group by s.id, n.id
     order by n.family_name collate "ru-x-icu", n.given_name collate "ru-x-icu", s.id`,
    { classId, lastDay: year.lastDay, today: act.today },
  );
}
