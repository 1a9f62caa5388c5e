import type { Act } from '#school/act.ts';
import { shortNameOf } from '#school/names.ts';
import { readOnce } from '#school/shared.ts';
import { type CourseHead, courseColumns, courseTables } from '../course-head.ts';
import type { AskedClass, AskedTeacher, AskedYear, Report } from './report.ts';

/** Of what a report may be shown to the person: classes, journals or teachers, in their order. */
export type Choice = AskedClass | CourseHead | AskedTeacher;

/** Everything of the year that the report may be of, for this person; one query. A report of the school has no choices. */
export async function choicesOf(act: Act, report: Report, year: AskedYear): Promise<Choice[]> {
  if (report.of === 'school') return [];
  if (report.of === 'class')
    return (await readOnce(act, `classes ${year.id}`, () => classesOf(act, year))).filter(one =>
      report.may(act.by, one),
    );
  if (report.of === 'course') return (await coursesOf(act, year)).filter(one => report.may(act.by, one));
  return (await readOnce(act, `teachers ${year.id}`, () => teachersOf(act, year))).filter(one =>
    report.may(act.by, one),
  );
}

/** What names it in an address: its id. */
export function idOfChoice(choice: Choice): number {
  return 'courseId' in choice ? choice.courseId : choice.id;
}

/** What is one's own among the choices: the class one leads, the journals one keeps, oneself. */
export function isOwn(act: Act, choice: Choice): boolean {
  const { by } = act;
  if ('courseId' in choice) return choice.teacherId === by.id;
  return 'grade' in choice ? by.ownClassIds.includes(choice.id) : choice.id === by.id;
}

/** The classes of the year, in their order. */
export function classesOf(act: Act, year: AskedYear): Promise<AskedClass[]> {
  return act.em.execute<AskedClass[]>(
    `select k.id, k.grade || k.letter as name, k.grade, k.period_kind as "periodKind", k.class_teacher_id as "teacherId",
       coalesce(${shortNameOf('t')}, '') as teacher
     from school_class k left join person t on t.id = k.class_teacher_id
     where k.year_id = :year order by k.grade, k.letter collate "ru-x-icu"`,
    { year: year.id },
  );
}

/** Every journal of the year, in the order of classes and subjects; one query. */
export function coursesOf(act: Act, year: AskedYear): Promise<CourseHead[]> {
  return act.em.execute<CourseHead[]>(
    `select ${courseColumns} from ${courseTables}
     where k.year_id = :year order by k.grade, k.letter collate "ru-x-icu", j.name collate "ru-x-icu", g.number, c.id`,
    { year: year.id, today: act.today },
  );
}

function teachersOf(act: Act, year: AskedYear): Promise<AskedTeacher[]> {
  return act.em.execute<AskedTeacher[]>(
    `select t.id, ${shortNameOf('t')} as name from person t
     where exists (select 1 from course c join school_class k on k.id = c.school_class_id
       where c.teacher_id = t.id and k.year_id = :year)
     order by t.family_name collate "ru-x-icu", t.given_name collate "ru-x-icu", t.id`,
    { year: year.id },
  );
}
