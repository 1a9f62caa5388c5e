import type { Act } from '#school/act.ts';
import { meanTenths } from '../arithmetic/means.ts';
import { type AttendanceFigures, figuresOf, sumOf as sumOfFigures } from '../attendance/figures.ts';
import { missedDays } from '../attendance/missed-days.ts';
import { type SpanClass, spanClasses } from './figures/span.ts';
import { spanOfTerm } from './figures/term-span.ts';
import type { Asked } from './report.ts';
import type { Cell, ReportRow } from './rows.ts';
import { schoolRows } from './school-rows.ts';

interface CountedClass extends SpanClass {
  students: number;
  missed: AttendanceFigures;
}

/**
 * Сводная ведомость учёта посещаемости по школе (form 8, 5.2c): full days and lessons missed in the time by class, parallel, level;
 * lessons for each student in tenths. Four queries.
 */
export async function schoolAttendance(
  act: Act,
  { term, year }: Pick<Asked, 'term' | 'year'>,
): Promise<{ rows: ReportRow[] }> {
  const classes = await spanClasses(act, { span: await spanOfTerm(act, { term, year }, { together: true }) });
  if (classes.length === 0) return { rows: [] };
  const students = await studentsAtEnd(act, classes);
  const missed = await missedIn(act, classes);
  const counted = classes.map(one => {
    const figures = figuresOf(missed.get(one.classId) ?? []);
    return { ...one, students: students.get(one.classId) ?? 0, missed: figures };
  });
  return {
    rows: schoolRows(counted, {
      row: one => ({ cells: { name: one.className, teacher: one.classTeacher ?? '', ...cellsOf([one]) } }),
      sum: (several, label) => ({ cells: { name: { ...label, columns: 2 }, ...cellsOf(several) } }),
    }),
  };
}

async function studentsAtEnd(act: Act, classes: readonly SpanClass[]): Promise<Map<number, number>> {
  const rows = await act.em.execute<{ classId: number; students: number }[]>(
    `select e.school_class_id as "classId", count(*)::int as students
     from enrolment e join jsonb_to_recordset(:classes::jsonb) as k("classId" int, "asOf" date) on k."classId" = e.school_class_id
     where e.since <= k."asOf" and (e.until is null or e.until > k."asOf") group by e.school_class_id`,
    { classes: JSON.stringify(classes.map(({ classId, asOf }) => ({ classId, asOf }))) },
  );
  return new Map(rows.map(({ classId, students }) => [classId, students]));
}

/** Of each class within its own days: a quarter and a half-year may stand in one report. */
async function missedIn(act: Act, classes: readonly SpanClass[]) {
  const [from] = classes.map(one => one.from).toSorted();
  const to = classes
    .map(({ asOf }) => asOf)
    .toSorted()
    .at(-1)!;
  const days = await missedDays(act, { classIds: classes.map(({ classId }) => classId), from: from!, to });
  const spans = new Map(classes.map(one => [one.classId, one]));
  const own = days.filter(({ classId, day }) => {
    const { from, asOf } = spans.get(classId)!;
    return day >= from && day <= asOf;
  });
  return Map.groupBy(own, ({ classId }) => classId);
}

function cellsOf(classes: readonly CountedClass[]): Record<string, Cell> {
  const students = classes.reduce((sum, one) => sum + one.students, 0);
  const { days, daysIll, missed, ill, valid, unexcused, unknown } = sumOfFigures(classes.map(one => one.missed));
  const perStudent = meanTenths(missed, students);
  return {
    students,
    days,
    daysIll,
    lessons: missed,
    lessonsIll: ill,
    valid,
    unexcused: unexcused + unknown,
    perStudent,
  };
}
