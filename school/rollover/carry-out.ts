import { Period, type PeriodKind } from '#db/school/period.ts';
import { SchoolYear } from '#db/school/school-year.ts';
import type { RolloverChoices, YearRollover } from '#db/school/year-rollover.ts';
import type { Act } from '../act.ts';
import type { Day } from '../calendar.ts';
import { putYear } from '../founding/put-year.ts';
import { type Progress, writeRows } from '../imports/write-rows.ts';
import type { RolloverPlan } from './plan.ts';
import type { OldYear } from './propose.ts';

interface CarryingOut {
  old: OldYear;
  plan: RolloverPlan;
  progress: Progress;
}

/** Writes what was planned: the year, its classes, every student's stay, and the load where it goes on. */
export async function carryOut(act: Act, run: YearRollover, { old, plan, progress }: CarryingOut): Promise<void> {
  const { choices } = run;
  const year = old.next ? await act.em.findOneOrFail(SchoolYear, old.next.id) : addYear(act, choices);
  await act.em.flush();
  const tally = progress.begin(plan.classes.length + plan.students.length);
  const ids = await addClasses(act, year.id, { plan, old });
  await tally(plan.classes.length);
  const order = { orderNumber: run.orderNumber, orderDate: run.orderDate, since: choices.firstDay };
  const going = plan.students.map(({ studentId, stayId, becomes, to }) => ({
    ...{ ...order, student: studentId, stay: stayId, becomes, class: to === null ? null : ids.get(to)! },
  }));
  await writeRows(act, going, { sql: [endStays, beginStays], tally });
  if (choices.copyLoad)
    for (const sql of loadSql) await act.em.execute(sql, { year: year.id, old: old.id, since: choices.firstDay });
  run.toYear = year;
}

function addYear(act: Act, choices: RolloverChoices): SchoolYear {
  const of = (kind: PeriodKind) =>
    choices.periods
      .filter(period => period.kind === kind)
      .map(({ firstDay, lastDay }) => ({ firstDay: firstDay as Day, lastDay: lastDay as Day }));
  const year = putYear(act.em, {
    ...{ firstDay: choices.firstDay as Day, lastDay: choices.lastDay as Day },
    ...{ quarters: of('quarter'), halfYears: of('half-year') },
    daysOff: choices.daysOff.map(span => ({ ...span, firstDay: span.firstDay as Day, lastDay: span.lastDay as Day })),
  });
  for (const [index, span] of of('trimester').entries())
    act.em.create(Period, { year, kind: 'trimester', number: index + 1, ...span });
  return year;
}

async function addClasses(
  act: Act,
  yearId: number,
  { plan: { classes }, old }: Pick<CarryingOut, 'plan' | 'old'>,
): Promise<Map<string, number>> {
  const rows = classes.map(({ grade, letter, shift, former, teacherId }) => ({
    ...{ year: yearId, grade, letter, shift, former, teacher: teacherId },
    kind: old.classes.find(one => one.grade === grade)?.periodKind ?? (grade > 9 ? 'half-year' : 'quarter'),
  }));
  await writeRows(act, rows, { sql: classSql });
  const made = await act.em.execute<{ id: number; name: string }[]>(
    'select id, grade || letter as name from school_class where year_id = ?',
    [yearId],
  );
  return new Map(made.map(({ id, name }) => [name, id]));
}

const sent = (columns: string) => `jsonb_to_recordset(:rows::jsonb) as v(${columns})`;

const classSql = `
  insert into school_class (year_id, grade, letter, class_teacher_id, period_kind, shift, former_id)
  select year, grade, letter, teacher, kind, shift, former
  from ${sent('year int, grade int, letter text, teacher int, kind text, shift int, former int')}`;

const stay = sent('student int, stay int, becomes text, class int, since date, "orderNumber" text, "orderDate" date');

const endStays = `
  update enrolment e set until = v.since, departure = v.becomes, departure_order = v."orderNumber",
    departure_order_date = v."orderDate" from ${stay} where e.id = v.stay`;

const beginStays = `
  insert into enrolment (student_id, school_class_id, since, arrival, arrival_order, arrival_order_date)
  select student, class, since, case becomes when 'repeating' then 'repeating' else 'promoted' end, "orderNumber", "orderDate"
  from ${stay} where class is not null`;

/*
 * The load goes on in a class that keeps its teachers: from grade to grade, but not from the primary school to the next, and
 * only in subjects that the next grade learns this year, with its hours.
 */
const going = `
  course c join school_class k on k.id = c.school_class_id and k.year_id = :old
  join school_class n on n.former_id = k.id and n.year_id = :year and n.grade <> 5
  cross join lateral (
    select max(o.hours_per_week) as hours, bool_or(o.graded) as graded from course o join school_class ok on ok.id = o.school_class_id
    where ok.year_id = :old and ok.grade = n.grade and o.subject_id = c.subject_id) then_`;

const loadSql = [
  `insert into subgroup (school_class_id, subject_id, number)
   select distinct n.id, c.subject_id, g.number from ${going} join subgroup g on g.id = c.subgroup_id
   where then_.hours is not null on conflict do nothing`,
  `insert into course (school_class_id, subgroup_id, subject_id, teacher_id, hours_per_week, graded)
   select n.id, ng.id, c.subject_id, c.teacher_id, then_.hours, then_.graded
   from ${going} left join subgroup g on g.id = c.subgroup_id
   left join subgroup ng on ng.school_class_id = n.id and ng.subject_id = c.subject_id and ng.number = g.number
   where then_.hours is not null
     and exists (select from person t where t.id = c.teacher_id and t.deactivated_at is null)`,
  `insert into subgroup_member (subgroup_id, student_id, since)
   select ng.id, m.student_id, :since from subgroup ng join school_class n on n.id = ng.school_class_id and n.year_id = :year
   join subgroup g on g.school_class_id = n.former_id and g.subject_id = ng.subject_id and g.number = ng.number
   join subgroup_member m on m.subgroup_id = g.id and m.until is null
   join enrolment e on e.school_class_id = n.id and e.student_id = m.student_id`,
  `update subgroup_member m set until = :since from subgroup g join school_class k on k.id = g.school_class_id
   where g.id = m.subgroup_id and k.year_id = :old and m.until is null`,
];
