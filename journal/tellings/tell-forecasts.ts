import type { HouseAct } from '#school/act.ts';
import { isSchoolDay } from '#school/school-days.ts';
import { type DueCell, dueCells } from '../finals/due-cells.ts';
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
  const cells = await dueCells(act, { courseIds: courses.map(({ courseId }) => courseId), periodOn: act.today });
  const byId = new Map(courses.map(course => [course.courseId, course]));
  return cells.flatMap(cell => forecastOf(act, byId.get(cell.courseId)!, cell) ?? []);
}

function forecastOf(act: HouseAct, course: FinalsCourse, cell: DueCell): Forecast | undefined {
  const { suggested, mean, marks } = suggestPeriod(course, cell.marks, act.today);
  if (typeof suggested !== 'number' || mean === null) return undefined;
  const { studentId, givenName, periodId } = cell;
  const { courseId, subject } = course;
  return { studentId, givenName, courseId, subject, periodId, failing: suggested < 3, suggested, mean, marks };
}

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
