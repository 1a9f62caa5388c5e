import { Person } from '#db/school/person.ts';
import { SchoolYear } from '#db/school/school-year.ts';
import { type RolloverChoices, YearRollover } from '#db/school/year-rollover.ts';
import type { Act, HouseAct } from '../act.ts';
import { addDays, type Day, daysBetween, parseDay } from '../calendar.ts';
import { recordChange } from '../history/record-change.ts';
import type { House } from '../house.ts';
import type { Progress } from '../imports/write-rows.ts';
import { permit, see } from '../permissions.ts';
import { invalid, Refusal } from '../refusal.ts';
import { tidyLine } from '../typed-text.ts';
import { carryOut } from './carry-out.ts';
import { holdYears } from './hold-years.ts';
import { type Becomes, planOf, type RolloverPlan } from './plan.ts';
import { type OldYear, yearToEnd } from './propose.ts';

/** How far a rollover is. */
export interface RolloverView {
  id: number;
  state: YearRollover['state'];
  done: number;
  total: number;
  reason: string | null;
  orderNumber: string;
  orderDate: Day;
  /** «2027/2028» */
  year: string;
  choices: RolloverChoices;
}

export interface RolloverEntry {
  orderNumber: string;
  orderDate: string;
  choices: RolloverChoices;
}

/** The last ones, the newest first. */
export async function rollovers(
  act: Act,
): Promise<{ id: number; state: string; year: string; at: Date; orderNumber: string }[]> {
  see(act, 'rollOver');
  const rows = await act.em.find(YearRollover, {}, { orderBy: { id: 'desc' }, limit: 10 });
  return rows.map(({ id, state, at, orderNumber, choices }) => ({ id, state, at, orderNumber, year: nameOf(choices) }));
}

/**
 * Begins a rollover: nothing of it is written until it is confirmed. Refusals: not-allowed; conflict without a year that can end;
 * invalid at orderNumber, orderDate, firstDay, lastDay, periods, classes.
 */
export async function prepareRollover(act: Act, entry: RolloverEntry): Promise<number> {
  permit(act, 'rollOver');
  const old = await yearToEnd(act);
  const orderNumber = tidyLine(entry.orderNumber);
  if (orderNumber === '' || orderNumber.length > 20) invalid('movement/order-number', 'orderNumber');
  const orderDate = parseDay(entry.orderDate.trim());
  if (!orderDate || orderDate > act.today || orderDate < addDays(act.today, -366))
    invalid('movement/order-date', 'orderDate');
  checkDates(entry.choices, old);
  checkClasses(entry.choices, old);
  await checkTeachers(act, entry.choices);
  const { basis } = await planOf(act, old, entry.choices);
  const run = act.em.create(YearRollover, {
    ...{ fromYear: act.em.getReference(SchoolYear, old.id), choices: entry.choices, basis, orderNumber, orderDate },
    ...{ by: act.em.getReference(Person, act.by.id), at: act.at, state: 'shown' },
  });
  await act.em.flush();
  return run.id;
}

/** How it stands. Refusals: not-found. */
export async function rollover(act: Act, id: number): Promise<RolloverView> {
  see(act, 'rollOver');
  const { state, done, total, reason, orderNumber, orderDate, choices } = await runOf(act, id);
  return { id, state, done, total, reason: reason ?? null, orderNumber, orderDate, year: nameOf(choices), choices };
}

/** What it would do, of one that is only shown. Refusals: not-found; conflict as `yearToEnd` and `planOf`. */
export async function rolloverPlan(act: Act, id: number): Promise<RolloverPlan> {
  see(act, 'rollOver');
  const run = await runOf(act, id);
  return planOf(act, await yearToEnd(act), run.choices);
}

/** What becomes of a student who doesn't simply go on; nothing said takes it back. Refusals: not-allowed, not-found, conflict, invalid. */
export async function decideStudent(
  act: Act,
  id: number,
  { studentId, becomes, to }: { studentId: number; becomes: Becomes | null; to?: string | undefined },
): Promise<void> {
  permit(act, 'rollOver');
  const run = await holdRun(act, id);
  if (run.state !== 'shown') throw new Refusal('conflict', 'rollover/begun');
  const others = run.choices.students.filter(({ student }) => student !== studentId);
  const own = becomes ? [{ student: studentId, becomes, to: tidyLine(to ?? '').toUpperCase() || null }] : [];
  const choices = { ...run.choices, students: [...others, ...own] };
  const { students } = await planOf(act, await yearToEnd(act), choices);
  if (!students.some(one => one.studentId === studentId)) invalid('rollover/student', 'student');
  run.choices = choices;
}

/**
 * Has it carried out by the queue, all or nothing; confirmed twice it is done once. `basis` is of what was shown. Refusals:
 * not-allowed, not-found, conflict when the school has changed since.
 */
export async function confirmRollover(act: Act, id: number, basis: string): Promise<void> {
  permit(act, 'rollOver');
  const run = await holdRun(act, id);
  if (run.state !== 'shown') return;
  const plan = await planOf(act, await yearToEnd(act), run.choices);
  if (plan.basis !== basis) throw new Refusal('conflict', 'rollover/overtaken');
  Object.assign(run, { state: 'waiting', basis, total: plan.classes.length + plan.students.length });
  await act.later('rollover', { rolloverId: id, by: act.by.id });
}

/** The queue's part: one act, with its progress told outside of it; done again it does nothing. Refusals: those of `confirmRollover`. */
export async function runRollover(house: House, { rolloverId, by }: { rolloverId: number; by: number }): Promise<void> {
  let written = 0;
  const tell = (done: number) =>
    house.asHouse(async act => {
      await act.em.execute(`update year_rollover set done = ? where id = ? and state = 'waiting'`, [done, rolloverId]);
    });
  const progress: Progress = {
    begin: () => async rows => {
      written += rows;
      await tell(written);
    },
  };
  await house.as(by, async act => {
    // Movement entered at the same time waits: it would be of the old year.
    await holdYears(act);
    const run = await runOf(act, rolloverId);
    if (run.state !== 'waiting') return;
    permit(act, 'rollOver');
    const old = await yearToEnd(act);
    const plan = await planOf(act, old, run.choices);
    if (plan.basis !== run.basis) throw new Refusal('conflict', 'rollover/overtaken');
    await carryOut(act, run, { old, plan, progress });
    if (old.next) run.choices = { ...run.choices, yearStood: true };
    // How far it was is told outside; here the row is written once, at the end.
    Object.assign(run, { state: 'done', done: run.total, finishedAt: act.at });
    record(act, run, plan.counts);
  });
}

/** Nothing of it was written, for this reason. */
export async function refuseRollover(act: HouseAct, id: number, reason: string): Promise<void> {
  await act.em.execute(
    `update year_rollover set state = 'refused', reason = :reason, finished_at = :at where id = :id and state = 'waiting'`,
    { id, reason, at: act.at },
  );
}

/** Says whether the journal has anything of a year: the journal knows, and hands it in. */
export type IsYearUsed = (act: Act, yearId: number) => Promise<boolean>;

/**
 * Undoes it as if it had never been, as long as nothing is written in the new year: no timetable, no lessons, no movement of its
 * own. Refusals: not-allowed, not-found, conflict.
 */
export async function undoRollover(act: Act, id: number, isUsed: IsYearUsed): Promise<void> {
  permit(act, 'rollOver');
  await holdYears(act);
  const run = await runOf(act, id);
  if (run.state !== 'done' || !run.toYear) throw new Refusal('conflict', 'rollover/not-done');
  const year = run.toYear.id;
  if ((await isFilled(act, year)) || (await isUsed(act, year))) throw new Refusal('conflict', 'rollover/used');
  for (const sql of undoing) await act.em.execute(sql, { year, old: run.fromYear.id });
  if (!run.choices.yearStood) for (const sql of undoingYear) await act.em.execute(sql, { year });
  Object.assign(run, {
    toYear: null,
    state: 'undone',
    undoneAt: act.at,
    undoneBy: act.em.getReference(Person, act.by.id),
  });
  record(act, run, { undone: 1 });
}

async function runOf(act: Act, id: number): Promise<YearRollover> {
  const run = await act.em.findOne(YearRollover, { id });
  if (!run) throw new Refusal('not-found', 'not-found');
  return run;
}

/** Who else decides about it, or confirms it, waits. */
async function holdRun(act: Act, id: number): Promise<YearRollover> {
  await act.em.execute('select 1 from year_rollover where id = ? for update', [id]);
  return runOf(act, id);
}

function nameOf({ firstDay, lastDay }: RolloverChoices): string {
  return `${firstDay.slice(0, 4)}/${lastDay.slice(0, 4)}`;
}

function record(act: Act, run: YearRollover, after: Record<string, unknown>): void {
  const said = { year: nameOf(run.choices), order: run.orderNumber, ...after };
  recordChange(act, { deed: 'rollover', subject: `rollover:${run.id}`, course: null, before: null, after: said });
}

/** The new year begins after the old one, and every period lies in it, one after another. */
function checkDates({ firstDay, lastDay, periods, daysOff }: RolloverChoices, old: OldYear): void {
  const [first, last] = [parseDay(firstDay), parseDay(lastDay)];
  if (!first || first <= old.lastDay || daysBetween(old.lastDay, first) > 190)
    invalid('rollover/first-day', 'firstDay');
  if (!last || last <= addDays(first, 200) || daysBetween(first, last) > 330) invalid('rollover/last-day', 'lastDay');
  for (const kind of new Set(periods.map(({ kind }) => kind))) {
    let end: Day = addDays(first, -1);
    for (const period of periods.filter(one => one.kind === kind)) {
      const [from, to] = [parseDay(period.firstDay), parseDay(period.lastDay)];
      const field = `${kind}-${period.number}`;
      if (!from || !to || from <= end || to < from || to > last) invalid('rollover/period', field);
      end = to;
    }
  }
  for (const off of daysOff) {
    const [from, to] = [parseDay(off.firstDay), parseDay(off.lastDay)];
    if (!from || !to || to < from) invalid('days', 'daysOff');
  }
}

function checkClasses({ classes }: RolloverChoices, old: OldYear): void {
  for (const { former, grade, letter } of classes) {
    const from = old.classes.find(({ id }) => id === former);
    if (former !== null && (!from || from.grade + 1 !== grade)) invalid('rollover/class', 'classes');
    if (grade < 1 || grade > 11 || !/^\p{Script=Cyrillic}{1,2}$/u.test(letter)) invalid('rollover/class', 'classes');
  }
  const formers = classes.flatMap(({ former }) => former ?? []);
  if (new Set(formers).size < formers.length) invalid('rollover/class', 'classes');
}

/** A class is led by one of the staff, nobody else. */
async function checkTeachers(act: Act, { classes }: RolloverChoices): Promise<void> {
  const ids = classes.flatMap(({ teacher }) => teacher ?? []);
  const [stranger] = await act.em.execute<object[]>(
    `select 1 from unnest(:ids::int[]) as t(id) where not exists (select from assignment a where a.person_id = t.id
       and a.role in ('teacher', 'class-teacher') and a.since <= :today and (a.until is null or a.until >= :today)) limit 1`,
    { ids: `{${ids.join(',')}}`, today: act.today },
  );
  if (stranger) invalid('rollover/class-teacher', 'classes');
}

/** Anything the school itself knows of the year beyond what the rollover wrote. */
async function isFilled(act: Act, year: number): Promise<boolean> {
  const [row] = await act.em.execute<{ filled: boolean }[]>(
    `with classes as (select id from school_class where year_id = :year)
     select exists (select from timetable_entry t join course c on c.id = t.course_id where c.school_class_id in (select id from classes))
       or exists (select from enrolment e where e.school_class_id in (select id from classes)
         and (e.until is not null or e.arrival not in ('promoted', 'repeating')))
       or exists (select from function_change f where f.school_class_id in (select id from classes))
       or exists (select from movement_change m where m.to_class_id in (select id from classes) or m.from_class_id in (select id from classes))
       or exists (select from period p where p.year_id = :year and p.closed_at is not null) as filled`,
    { year },
  );
  return row!.filled;
}

const newClasses = '(select id from school_class where year_id = :year)';

const undoing = [
  `update subgroup_member m set until = null from subgroup g join school_class k on k.id = g.school_class_id
   where g.id = m.subgroup_id and k.year_id = :old and m.until = (select first_day from school_year where id = :year)`,
  `delete from subgroup_member where subgroup_id in (select id from subgroup where school_class_id in ${newClasses})`,
  `delete from course where school_class_id in ${newClasses}`,
  `delete from subgroup where school_class_id in ${newClasses}`,
  `delete from enrolment where school_class_id in ${newClasses}`,
  `update enrolment e set until = null, departure = null, departure_order = null, departure_order_date = null
   from school_class k where k.id = e.school_class_id and k.year_id = :old
     and e.until = (select first_day from school_year where id = :year)
     and e.departure in ('promoted', 'conditional', 'repeating', 'finished')`,
  'delete from school_class where year_id = :year',
];

const undoingYear = [
  'delete from period where year_id = :year',
  'delete from days_off where year_id = :year',
  'delete from school_year where id = :year',
];
