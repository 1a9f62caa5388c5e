import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { may, see } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { type FinalColumn, finalColumns } from '../finals/final-columns.ts';
import { type FinalsCourse, loadFinalsCourses } from '../finals/finals-course.ts';
import { studentsOn } from '../lesson-sql.ts';
import { cameOn } from './brought-sql.ts';

/** Who came into a journal after a period had begun, and what they brought. */
export interface BroughtOfCourse
  extends Pick<FinalsCourse, 'courseId' | 'subject' | 'className' | 'subgroup' | 'teacher' | 'lowestMark'> {
  /** The school counts such marks in the mean. */
  counted: boolean;
  /** Numbers are given here: else there is nothing to enter (3.4). */
  graded: boolean;
  maySet: boolean;
  newcomers: Newcomer[];
}

export interface Newcomer {
  studentId: number;
  name: string;
  periodId: number;
  periodKind: string;
  periodNumber: number;
  /** First day in the school. */
  cameOn: Day;
  cameFrom: string | null;
  values: number[];
  origin: string | null;
  by: string | null;
  /** Nothing more is entered: an order closed the period, or the year is over. */
  locked: FinalColumn['locked'];
}

/** Newcomers of a course by name, period by period. For who reads the journal; three queries. Refuses: not-found. */
export async function broughtOfCourse(act: Act, courseId: number): Promise<BroughtOfCourse> {
  const [course] = await loadFinalsCourses(act, { where: 'c.id = :courseId', params: { courseId } });
  if (!course) throw new Refusal('not-found', 'not-found');
  see(act, 'readJournal', course);
  const columns = (await finalColumns(act, [course])).get(courseId)!;
  const rows = await act.em.execute<(Omit<Newcomer, 'locked'> & { counted: boolean })[]>(newcomersQuery, {
    courseId,
    today: act.today,
  });
  const [school] = await act.em.execute<{ counted: boolean }[]>('select brought_marks_count as counted from school');
  const { subject, className, subgroup, teacher, lowestMark, scale } = course;
  return {
    ...{ courseId, subject, className, subgroup, teacher, lowestMark },
    counted: school!.counted,
    graded: scale === 'marks',
    maySet: may(act.by, 'setFinal', course),
    newcomers: rows.map(row => ({
      ...row,
      locked: columns.find(({ periodId }) => periodId === row.periodId)?.locked ?? null,
    })),
  };
}

// A period in which the student came, and is due: in the course at its end, or today.
const newcomersQuery = `
  select n.id as "studentId", o.family_name || ' ' || o.given_name as name, p.id as "periodId", p.kind as "periodKind",
    p.number as "periodNumber", came.day::text as "cameOn",
    (select a.came_from from enrolment a where a.student_id = n.id and a.since = came.day limit 1) as "cameFrom",
    coalesce(b."values", '[]') as values, b.origin,
    case when b."values" <> '[]' then w.family_name || ' ' || left(w.given_name, 1) || '.' end as by
  from course c
  join school_class k on k.id = c.school_class_id
  join period p on p.year_id = k.year_id and p.kind = k.period_kind and p.first_day <= :today
  cross join lateral ${studentsOn('least(p.last_day, :today::date)')} here
  join student n on n.id = here.student_id
  join person o on o.id = n.person_id
  cross join lateral (select ${cameOn('n.id', 'p.last_day')} as day) came
  left join brought_mark b on b.course_id = c.id and b.student_id = n.id and b.period_id = p.id and b.replaced_at is null
  left join person w on w.id = b.by_id
  where c.id = :courseId and came.day > p.first_day
  order by o.family_name collate "ru-x-icu", o.given_name collate "ru-x-icu", n.id, p.first_day`;
