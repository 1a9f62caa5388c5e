import { usualYear } from '#db/founding/usual-year.ts';
import type { PeriodKind } from '#db/school/period.ts';
import type { RolloverChoices } from '#db/school/year-rollover.ts';
import type { Act } from '../act.ts';
import { addDays, type Day } from '../calendar.ts';
import { see } from '../permissions.ts';
import { Refusal } from '../refusal.ts';

/** A class of the year that ends. */
export interface OldClass {
  id: number;
  grade: number;
  letter: string;
  shift: number;
  periodKind: PeriodKind;
  teacherId: number | null;
  teacher: string | null;
  students: number;
}

export interface OldYear {
  id: number;
  firstDay: Day;
  lastDay: Day;
  classes: OldClass[];
  /** The next year, where the calendar has it already. */
  next: { id: number; firstDay: Day; lastDay: Day } | null;
}

/** Grades after which a class is over: of the nine the tenth is formed anew. */
export const lastGrades: readonly number[] = [9, 11];

/**
 * The last year begun that has classes, with them and how many are in each: also when the next has begun in the calendar before
 * anybody thought of the rollover. Refusal: conflict without a year, before its spring, or when the next year has classes already;
 * not-found.
 */
export async function yearToEnd(act: Act): Promise<OldYear> {
  see(act, 'rollOver');
  const [year] = await act.em.execute<(Omit<OldYear, 'classes' | 'next'> & { isSpring: boolean })[]>(
    `select y.id, y.first_day::text as "firstDay", y.last_day::text as "lastDay",
       :today >= make_date(extract(year from y.last_day)::int, 3, 1) as "isSpring"
     from school_year y where y.first_day <= :today
     order by exists (select from school_class k where k.year_id = y.id) desc, y.first_day desc limit 1`,
    { today: act.today },
  );
  if (!year) throw new Refusal('conflict', 'rollover/no-year');
  const { isSpring, ...old } = year;
  if (!isSpring) throw new Refusal('conflict', 'rollover/early', { facts: { year: old.lastDay.slice(0, 4) } });
  const [next] = await act.em.execute<(NonNullable<OldYear['next']> & { hasClasses: boolean })[]>(
    `select y.id, y.first_day::text as "firstDay", y.last_day::text as "lastDay",
       exists (select from school_class k where k.year_id = y.id) as "hasClasses"
     from school_year y where y.first_day > :firstDay order by y.first_day limit 1`,
    { firstDay: old.firstDay },
  );
  if (next?.hasClasses) throw new Refusal('conflict', 'rollover/exists');
  const { hasClasses: _, ...dates } = next ?? { hasClasses: false };
  return { ...old, classes: await classesOf(act, old.id), next: next ? (dates as OldYear['next']) : null };
}

/** What a rollover would be without anything said: dates as in the year before, classes one grade up, their teachers with them. */
export async function proposedChoices(act: Act, old: OldYear): Promise<RolloverChoices> {
  return { ...(await datesOf(act, old)), classes: proposedClasses(old.classes), students: [], copyLoad: true };
}

function classesOf(act: Act, yearId: number): Promise<OldClass[]> {
  return act.em.execute<OldClass[]>(
    `select k.id, k.grade, k.letter, k.shift, k.period_kind as "periodKind", k.class_teacher_id as "teacherId",
       concat_ws(' ', t.family_name, t.given_name, t.patronymic) as teacher,
       (select count(*)::int from enrolment e where e.school_class_id = k.id and e.until is null) as students
     from school_class k left join person t on t.id = k.class_teacher_id
     where k.year_id = :yearId order by k.grade, k.letter collate "ru-x-icu"`,
    { yearId },
  );
}

type Dates = Pick<RolloverChoices, 'firstDay' | 'lastDay' | 'periods' | 'daysOff'>;

async function datesOf(act: Act, old: OldYear): Promise<Dates> {
  const start = Number(old.firstDay.slice(0, 4));
  const usual = usualYear(start + 1);
  const usualPeriods = (year: ReturnType<typeof usualYear>) => [
    ...year.quarters.map((span, index) => ({ kind: 'quarter' as const, number: index + 1, ...span })),
    ...year.halfYears.map((span, index) => ({ kind: 'half-year' as const, number: index + 1, ...span })),
  ];
  if (old.next) return { ...old.next, ...(await keptDates(act, old.next.id)) };
  const { periods } = await keptDates(act, old.id);
  const own = JSON.stringify(periods) !== JSON.stringify(usualPeriods(usualYear(start)));
  const { firstDay, lastDay, daysOff } = usual;
  if (!own) return { firstDay, lastDay, daysOff, periods: usualPeriods(usual) };
  // Fifty-two weeks later it is the same day of the week.
  const later = (day: string) => addDays(day as Day, 364);
  return {
    ...{ firstDay: later(old.firstDay), lastDay: later(old.lastDay), daysOff },
    periods: periods.map(period => ({ ...period, firstDay: later(period.firstDay), lastDay: later(period.lastDay) })),
  };
}

async function keptDates(act: Act, yearId: number): Promise<Pick<Dates, 'periods' | 'daysOff'>> {
  const periods = await act.em.execute<Dates['periods']>(
    `select kind, number, first_day::text as "firstDay", last_day::text as "lastDay" from period
     where year_id = :yearId order by kind desc, number`,
    { yearId },
  );
  const daysOff = await act.em.execute<Dates['daysOff']>(
    `select first_day::text as "firstDay", last_day::text as "lastDay", name, grade from days_off
     where year_id = :yearId order by first_day, id`,
    { yearId },
  );
  return { periods, daysOff };
}

function proposedClasses(classes: readonly OldClass[]): RolloverChoices['classes'] {
  const going = classes
    .filter(({ grade }) => !lastGrades.includes(grade))
    .map(({ id, grade, letter, shift, teacherId }) => ({
      ...{ former: id, grade: grade + 1, letter, shift },
      // After the fourth grade the teacher of the primary school gives the class over.
      teacher: grade === 4 ? null : teacherId,
    }));
  const anew = classes
    .filter(({ grade }) => grade === 1 || grade === 10)
    .map(({ grade, letter, shift }) => ({
      ...{ former: null, grade, letter, shift },
      teacher: grade === 1 ? (classes.find(one => one.grade === 4 && one.letter === letter)?.teacherId ?? null) : null,
    }));
  return [...anew, ...going].toSorted((a, b) => a.grade - b.grade);
}
