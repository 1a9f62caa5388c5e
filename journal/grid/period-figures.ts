import { prepared } from '#db/prepared.ts';
import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { broughtJson, broughtMarks } from '../brought-marks/brought-sql.ts';
import { type Choice, chosenFinals } from '../finals/chosen-finals.ts';
import type { JournalMark } from '../finals/due-cells.ts';
import { type CourseRow, courseOf, courseQuery, type FinalsCourse } from '../finals/finals-course.ts';
import { type Suggestion, suggestPeriod } from '../finals/suggest.ts';
import { studentsOn } from '../lesson-sql.ts';
import type { CoursePeriod } from './around-course.ts';
import type { GridRow } from './grid-rows.ts';

/*
 * The figures of journal/finals, counted here from what a grid has loaded already, and for one saved cell from one student's
 * marks: a save is to take milliseconds. The rules are those of finals; a test over the sample school holds the two equal.
 */

/** A student's period in one course: what comes out of the marks so far. */
export interface PeriodFigures extends Suggestion {
  periodId: number;
}

/** The same with what the teacher has chosen. */
export interface PeriodColumnCell extends PeriodFigures {
  choice: Choice;
}

/** What came out for one student after a cell was changed: the period of the lesson, if the student is due in it. One query. */
export async function figuresOfStudent(
  act: Act,
  { courseId, studentId, lessonId }: { courseId: number; studentId: number; lessonId: number },
): Promise<PeriodFigures[]> {
  const [found] = await prepared<{ course: CourseRow; periods: StudentPeriod[] }>(
    act.em,
    `select (select to_json(x) from (${courseQuery} where c.id = :courseId) x) as course,
       (select coalesce(json_agg(x), '[]') from (${marksQuery}) x) as periods`,
    { courseId, lessonId, studentId, today: act.today },
  );
  const course = courseOf(found!.course);
  if (course.scale !== 'marks') return [];
  return found!.periods.map(({ periodId, marks }) => ({ periodId, ...suggestPeriod(course, marks ?? [], act.today) }));
}

interface StudentPeriod {
  periodId: number;
  marks: JournalMark[] | null;
}

const marksQuery = `
  select p.id as "periodId",
    (select json_agg(every.mark) from (
      select json_build_object('value', m.value, 'weight', w.weight, 'owed', m.owed,
        'dueOn', coalesce(m.due_on, o.day + s.owed_days), 'elsewhere', o.course_id <> c.id) as mark
      from course same
      join lesson o on o.course_id = same.id and o.day between p.first_day and p.last_day
      join mark m on m.lesson_id = o.id and m.student_id = :studentId
        and m.replaced_at is null and (m.value is not null or m.owed)
      join work_kind w on w.id = m.work_kind_id
      cross join school s
      where same.subject_id = c.subject_id
        and same.school_class_id in (select e.school_class_id from enrolment e where e.student_id = :studentId)
      union all
      select ${broughtJson} from ${broughtMarks} b where b.counted
        and b.subject_id = c.subject_id and b.student_id = :studentId and b.period_id = p.id) every) as marks
  from lesson l
  join course c on c.id = l.course_id
  join school_class k on k.id = c.school_class_id
  join period p on p.year_id = k.year_id and p.kind = k.period_kind and l.day between p.first_day and p.last_day
  where l.id = :lessonId
    and :studentId in (select here.student_id from ${studentsOn('least(p.last_day, :today::date)')} here)`;

interface Shown {
  periods: readonly CoursePeriod[];
  lessons: readonly { id: number; day: Day }[];
  rows: readonly GridRow[];
  weights: ReadonlyMap<number, number>;
}

/** Of every student of the rows in the shown periods that have begun, by student. One query. */
export async function figuresOfRows(
  act: Act,
  course: FinalsCourse,
  shown: Shown,
): Promise<Map<number, PeriodColumnCell[]>> {
  const begun = shown.periods.filter(({ firstDay }) => firstDay <= act.today);
  if (course.scale !== 'marks' || begun.length === 0) return new Map();
  const chosen = await chosenFinals(act, { courses: [course], studentIds: shown.rows.map(({ id }) => id) });
  const choices = new Map(
    chosen
      .filter(one => one.stage === 'period' && one.yearId === course.yearId && one.subject === course.subject)
      .map(({ studentId, periodId, choice }) => [`${studentId} ${periodId}`, choice]),
  );
  return new Map(
    shown.rows.map(row => [
      row.id,
      begun
        .filter(period => isDue(row, period, act.today))
        .map(period => ({
          periodId: period.id,
          ...suggestPeriod(course, marksIn(period, row, shown), act.today),
          choice: choices.get(`${row.id} ${period.id}`) ?? null,
        })),
    ]),
  );
}

/** Whoever is in the course at the period's end, or today while it goes on. */
function isDue({ stays }: GridRow, { lastDay }: CoursePeriod, today: Day): boolean {
  const day = lastDay < today ? lastDay : today;
  return stays.some(({ since, until }) => since <= day && (until === null || until > day));
}

function marksIn(
  { id: periodId, firstDay, lastDay }: CoursePeriod,
  row: GridRow,
  { lessons, weights }: Shown,
): JournalMark[] {
  const isInside = (day: Day) => firstDay <= day && day <= lastDay;
  const here = lessons
    .filter(({ id, day }) => row.cells[id] && isInside(day))
    .flatMap(({ id }) => row.cells[id]!.marks.map(mark => ({ ...mark, elsewhere: false })));
  const elsewhere = row.elsewhere.filter(({ day }) => isInside(day)).map(mark => ({ ...mark, elsewhere: true }));
  const ours = [...here, ...elsewhere].map(({ value, owed, dueOn, workKindId, elsewhere }) => ({
    ...{ value, owed, dueOn, elsewhere },
    weight: weights.get(workKindId)!,
  }));
  const brought = row.brought.filter(mark => mark.periodId === periodId && mark.counted);
  return [...ours, ...brought.map(({ value }) => ({ value, weight: 1, owed: false, dueOn: null, elsewhere: true }))];
}
