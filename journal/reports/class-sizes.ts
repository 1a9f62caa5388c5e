import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { isYearOf } from '#school/current-year.ts';
import { meanTenths } from '../arithmetic/means.ts';
import type { ReportRow, RichCell } from './rows.ts';
import { schoolRows } from './school-rows.ts';

/**
 * Наполняемость классов (form 9, 5.2c): the students of each class on the day, boys and girls, with subtotals by parallel,
 * level and school; the average in tenths.
 */
export async function classSizes(act: Act, { day }: { day: Day }): Promise<{ rows: ReportRow[] }> {
  const classes = await act.em.execute<ClassSize[]>(
    `select c.grade, c.grade || c.letter as name,
       concat_ws(' ', t.family_name, t.given_name, t.patronymic) as teacher,
       count(p.id) filter (where p.sex = 'male')::int as boys, count(p.id) filter (where p.sex = 'female')::int as girls
     from school_class c
       join school_year y on y.id = c.year_id
       left join person t on t.id = c.class_teacher_id
       left join enrolment e on e.school_class_id = c.id and e.since <= :day and (e.until is null or e.until > :day)
       left join student s on s.id = e.student_id
       left join person p on p.id = s.person_id
     where ${isYearOf(':day')}
     group by c.id, t.id order by c.grade, c.letter collate "ru-x-icu"`,
    { day },
  );
  return { rows: schoolRows(classes, { row: rowOf, sum: sumOf }) };
}

interface ClassSize {
  grade: number;
  name: string;
  teacher: string;
  boys: number;
  girls: number;
}

function rowOf({ name, teacher, boys, girls }: ClassSize): ReportRow {
  return { cells: { name, teacher, classes: 1, total: { value: boys + girls, formula: 'boys+girls' }, boys, girls } };
}

function sumOf(classes: readonly ClassSize[], label: RichCell): ReportRow {
  const [boys, girls] = [count(classes, 'boys'), count(classes, 'girls')];
  const total = boys + girls;
  const average = meanTenths(total, classes.length);
  return { cells: { name: { ...label, columns: 2 }, classes: classes.length, total, boys, girls, average } };
}

function count(classes: readonly ClassSize[], of: 'boys' | 'girls'): number {
  return classes.reduce((sum, one) => sum + one[of], 0);
}
