import type { HouseAct } from '#school/act.ts';
import { isSchoolDay } from '#school/school-days.ts';
import { broughtJson, broughtMarks } from '../brought-marks/brought-sql.ts';
import type { JournalMark } from '../finals/due-cells.ts';
import { type FinalsCourse, loadFinalsCourses } from '../finals/finals-course.ts';
import { suggestPeriod } from '../finals/suggest.ts';
import { familyReaders } from './family-readers.ts';

/** What a family hears of a forecast: the facts of the notice `forecast`. */
interface Forecast {
  studentId: number;
  givenName: string;
  courseId: number;
  subject: string;
  periodId: number;
  /** It comes out a 2; else it does no more. */
  failing: boolean;
  suggested: number;
  /** The weighted mean in hundredths, and of how many marks. */
  mean: number;
  marks: number;
}

/**
 * Tells families whose child's suggested mark of the current period has fallen below 3, or has risen again since they were
 * told (1.2e, 3.2f): once a change. Asked once a day, so that a slip of the day is never heard of, and an owed work that has
 * fallen due is. Too few marks for attestation are no forecast. On a day off nobody is told.
 */
export async function tellForecasts(act: HouseAct): Promise<void> {
  if (!(await isSchoolDay(act, act.today))) return;
  const forecasts = await forecastsOfToday(act);
  const told = await toldBefore(act);
  const changing = forecasts.filter(one => one.failing || told.some(row => isAbout(row, one)));
  const readers = await familyReaders(
    act,
    changing.map(({ studentId }) => studentId),
  );
  const states = new Map(told.map(row => [keyOf(row.readerId, row), row.failing]));
  for (const one of changing) {
    for (const { personId } of readers.get(one.studentId) ?? []) {
      if ((states.get(keyOf(personId, one)) ?? false) === one.failing) continue;
      const subject = `forecast:${one.courseId}`;
      act.tell(personId, { kind: 'forecast', subject, facts: { ...one }, studentId: one.studentId });
    }
  }
}

/** Of every student due for a mark in a course of today's period: what comes out. Two queries. */
async function forecastsOfToday(act: HouseAct): Promise<Forecast[]> {
  const isThisYear = ':today::date between y.first_day and y.last_day';
  const courses = await loadFinalsCourses(act, {
    where: `c.graded and k.grade > 1 and exists (select 1 from school_year y where y.id = k.year_id and ${isThisYear})`,
    params: {},
  });
  const byId = new Map(courses.map(course => [course.courseId, course]));
  const cells = await act.em.execute<CurrentCell[]>(currentCells, { today: act.today });
  return cells.flatMap(cell => forecastOf(act, byId.get(cell.courseId), cell) ?? []);
}

function forecastOf(act: HouseAct, course: FinalsCourse | undefined, cell: CurrentCell): Forecast | undefined {
  if (!course) return undefined;
  const { suggested, mean, marks } = suggestPeriod(course, cell.marks, act.today);
  if (typeof suggested !== 'number' || mean === null) return undefined;
  const { studentId, givenName, periodId } = cell;
  const { courseId, subject } = course;
  return { studentId, givenName, courseId, subject, periodId, failing: suggested < 3, suggested, mean, marks };
}

interface CurrentCell {
  courseId: number;
  studentId: number;
  givenName: string;
  periodId: number;
  marks: JournalMark[];
}

// The whole school at once, so every table is read once: the query of journal/finals for some courses asks each by each.
const currentCells = `
  with running as materialized (
    select id, year_id, kind, first_day, last_day from period where :today::date between first_day and last_day),
  given as materialized (
    select every.period_id, every.subject_id, every.student_id, json_agg(every.mark) as marks from (
    select p.id as period_id, c.subject_id, m.student_id,
      json_build_object('value', m.value, 'weight', w.weight, 'owed', m.owed,
        'dueOn', coalesce(m.due_on, l.day + s.owed_days), 'elsewhere', false) as mark
    from running p
    join lesson l on l.day between p.first_day and p.last_day
    join course c on c.id = l.course_id
    join school_class k on k.id = c.school_class_id and k.year_id = p.year_id and k.period_kind = p.kind
    join mark m on m.lesson_id = l.id and m.replaced_at is null and (m.value is not null or m.owed)
    join work_kind w on w.id = m.work_kind_id
    cross join school s
    union all
    select p.id, b.subject_id, b.student_id, ${broughtJson}
    from running p join ${broughtMarks} b on b.counted and b.period_id = p.id) every
    group by every.period_id, every.subject_id, every.student_id)
  select c.id as "courseId", e.student_id as "studentId", n.given_name as "givenName", p.id as "periodId", g.marks
  from running p
  join school_class k on k.year_id = p.year_id and k.period_kind = p.kind
  join course c on c.school_class_id = k.id and c.graded
  join enrolment e on e.school_class_id = k.id and e.since <= :today and (e.until is null or e.until > :today)
  join given g on g.period_id = p.id and g.subject_id = c.subject_id and g.student_id = e.student_id
  join student s on s.id = e.student_id
  join person n on n.id = s.person_id
  where k.grade > 1 and (c.subgroup_id is null or exists (select 1 from subgroup_member sm
    where sm.subgroup_id = c.subgroup_id and sm.student_id = e.student_id
      and sm.since <= :today and (sm.until is null or sm.until > :today)))
  order by e.student_id, c.id`;

interface Told extends Pick<Forecast, 'studentId' | 'courseId' | 'periodId' | 'failing'> {
  readerId: number;
}

/** The last each reader was told of a student in a course, in today's periods. */
function toldBefore(act: HouseAct): Promise<Told[]> {
  return act.em.execute<Told[]>(
    `select distinct on (n.reader_id, n.student_id, n.subject) n.reader_id as "readerId", n.student_id as "studentId",
       (n.facts->>'courseId')::int as "courseId", (n.facts->>'periodId')::int as "periodId", (n.facts->>'failing')::boolean as failing
     from notice n
     where n.kind = 'forecast'
       and (n.facts->>'periodId')::int in (select id from period where :today::date between first_day and last_day)
     order by n.reader_id, n.student_id, n.subject, n.id desc`,
    { today: act.today },
  );
}

function isAbout(told: Told, { studentId, courseId }: Forecast): boolean {
  return told.studentId === studentId && told.courseId === courseId;
}

function keyOf(
  readerId: number,
  { studentId, courseId, periodId }: Pick<Told, 'studentId' | 'courseId' | 'periodId'>,
): string {
  return `${readerId} ${studentId} ${courseId} ${periodId}`;
}
