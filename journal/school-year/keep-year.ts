import { usualYear } from '#db/founding/usual-year.ts';
import { School } from '#db/school/school.ts';
import { SchoolYear } from '#db/school/school-year.ts';
import type { Act } from '#school/act.ts';
import { addDays, type Day, daysBetween, parseDay } from '#school/calendar.ts';
import { putYear } from '#school/founding/put-year.ts';
import { permit, see } from '#school/permissions.ts';
import { invalid, Refusal } from '#school/refusal.ts';
import { recordSetting } from '#school/settings/record-setting.ts';
import { followCalendar } from './follow-calendar.ts';
import type { Span } from './school-year.ts';

/** The year, to be kept by who may. Refusals: not-found, not-allowed. */
export async function yearToKeep(act: Act, id: number): Promise<SchoolYear> {
  see(act, 'readSchoolSettings');
  permit(act, 'keepCalendar');
  const year = await act.em.findOne(SchoolYear, { id });
  if (!year) throw new Refusal('not-found', 'not-found');
  return year;
}

/** Typed days as a span. Refuses: invalid (firstDay, lastDay). */
export function spanOf(firstDay: string, lastDay: string): Span {
  const first = parseDay(firstDay) ?? invalid('settings/day', 'firstDay');
  const last = parseDay(lastDay) ?? invalid('settings/day', 'lastDay');
  if (last < first) invalid('settings/span', 'lastDay');
  return { firstDay: first, lastDay: last };
}

export interface YearEntry {
  id: number;
  firstDay: string;
  lastDay: string;
  /** Lessons may come and go. */
  sure?: boolean;
}

/** Moves the first and last day of a year. Refusals: not-found, not-allowed, conflict, invalid (firstDay, lastDay). */
export async function keepYear(act: Act, { id, sure = false, ...typed }: YearEntry): Promise<void> {
  const year = await yearToKeep(act, id);
  const span = spanOf(typed.firstDay, typed.lastDay);
  const length = daysBetween(span.firstDay, span.lastDay);
  if (length < 180 || length > 366) invalid('settings/year-length', 'lastDay');
  await refuseOverlap(act, span, id);
  const [inside] = await act.em.execute<{ fits: boolean }[]>(
    `select not exists (select from period where year_id = :id and (first_day < :firstDay or last_day > :lastDay)) as fits`,
    { id, ...span },
  );
  if (!inside!.fits) invalid('settings/year-periods', 'lastDay');
  const before: Span = { firstDay: year.firstDay, lastDay: year.lastDay };
  Object.assign(year, span);
  recordSetting(act, { page: 'year', thing: 'year', name: year.name, before: { ...before }, after: { ...span } });
  for (const { from, to } of changedDays(before, span)) await followCalendar(act, { from, to, sure });
}

/** The days that are in one span and not in the other. */
function changedDays(one: Span, other: Span): { from: Day; to: Day }[] {
  const beginning = [one.firstDay, other.firstDay].toSorted();
  const end = [one.lastDay, other.lastDay].toSorted();
  const spans = [
    { from: beginning[0]!, to: addDays(beginning[1]!, -1) },
    { from: addDays(end[0]!, 1), to: end[1]! },
  ];
  return spans.filter(({ from, to }) => from <= to);
}

/** Puts the year that begins in September of `start` into the calendar as schools usually keep it; gives its id. Refusals: not-found, not-allowed, conflict, invalid (start). */
export async function addYear(act: Act, start: number): Promise<number> {
  see(act, 'readSchoolSettings');
  permit(act, 'keepCalendar');
  if (!(Number.isInteger(start) && start >= 2000 && start <= 2100)) invalid('founding/year', 'start');
  const plan = usualYear(start);
  await refuseOverlap(act, plan);
  const year = putYear(act.em, plan);
  await act.em.flush();
  const { firstDay, lastDay } = plan;
  recordSetting(act, { page: 'year', thing: 'year', name: year.name, before: null, after: { firstDay, lastDay } });
  return year.id;
}

async function refuseOverlap(act: Act, { firstDay, lastDay }: Span, id = 0): Promise<void> {
  const [row] = await act.em.execute<{ clash: boolean }[]>(
    `select exists (select from school_year where id <> :id and first_day <= :lastDay and last_day >= :firstDay) as clash`,
    { id, firstDay, lastDay },
  );
  if (row!.clash) throw new Refusal('conflict', 'settings/year-overlap');
}

/** Says whether the school learns five days a week or six. Refusals: not-found, not-allowed, invalid, conflict (lessons on Saturdays). */
export async function keepDaysPerWeek(act: Act, days: number): Promise<void> {
  see(act, 'readSchoolSettings');
  permit(act, 'keepCalendar');
  if (days !== 5 && days !== 6) invalid('settings/days-per-week', 'daysPerWeek');
  const [row] = await act.em.execute<{ saturdays: boolean }[]>(
    `select exists (select from timetable_entry where weekday > :days and (until is null or until > :today)
       and (until is null or until > since)) as saturdays`,
    { days, today: act.today },
  );
  if (row!.saturdays) throw new Refusal('conflict', 'settings/saturdays');
  const school = await act.em.findOneOrFail(School, { id: 1 });
  const before = { daysPerWeek: school.daysPerWeek };
  school.daysPerWeek = days;
  recordSetting(act, { page: 'year', thing: 'school', before, after: { daysPerWeek: days } });
}
