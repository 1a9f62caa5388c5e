import { DaysOff } from '#db/school/days-off.ts';
import { MovedDay } from '#db/school/moved-day.ts';
import { SchoolYear } from '#db/school/school-year.ts';
import type { Act } from '#school/act.ts';
import { daysBetween, parseDay, weekdayOf } from '#school/calendar.ts';
import { permit, see } from '#school/permissions.ts';
import { invalid, Refusal } from '#school/refusal.ts';
import { recordSetting } from '#school/settings/record-setting.ts';
import { tidyLine } from '#school/typed-text.ts';
import { followCalendar } from './follow-calendar.ts';
import { spanOf, yearToKeep } from './keep-year.ts';

export interface DaysOffEntry {
  yearId: number;
  /** Those to be changed; without it new ones. */
  id?: number;
  name: string;
  firstDay: string;
  /** The first once more for a single day. */
  lastDay: string;
  /** For one grade only. */
  grade: number | null;
  /** Lessons may come and go. */
  sure?: boolean;
}

/**
 * Adds holidays or a day off, or changes them; lessons nobody has worked on go. Gives their id. Refusals: not-found,
 * not-allowed, conflict (somebody has worked on one of the days; lessons would come or go), invalid under each field.
 */
export async function keepDaysOff(act: Act, { yearId, id, sure = false, ...typed }: DaysOffEntry): Promise<number> {
  const year = await yearToKeep(act, yearId);
  const name = tidyLine(typed.name);
  if (name === '' || name.length > 80) invalid('settings/line', 'name', { most: 80 });
  const span = spanOf(typed.firstDay, typed.lastDay || typed.firstDay);
  if (daysBetween(span.firstDay, span.lastDay) > 60) invalid('settings/span-long', 'lastDay', { most: 60 });
  if (span.firstDay < year.firstDay || span.lastDay > year.lastDay) invalid('settings/outside-year', 'firstDay');
  const { grade } = typed;
  if (grade !== null && !(Number.isInteger(grade) && grade >= 1 && grade <= 11))
    invalid('settings/class-grade', 'grade');
  const found = id === undefined ? null : await act.em.findOne(DaysOff, { id, year: yearId });
  if (id !== undefined && !found) throw new Refusal('not-found', 'not-found');
  const before = found && valuesOf(found);
  const daysOff = found ?? act.em.create(DaysOff, { year, name, ...span, grade });
  Object.assign(daysOff, { name, ...span, grade });
  await act.em.flush();
  recordSetting(act, {
    page: 'year',
    thing: 'days-off',
    name: before?.title ?? name,
    before,
    after: valuesOf(daysOff),
  });
  const days = [span, ...(before ? [before] : [])];
  await followCalendar(act, {
    from: days.map(({ firstDay }) => firstDay).toSorted()[0]!,
    to: days
      .map(({ lastDay }) => lastDay)
      .toSorted()
      .at(-1)!,
    sure,
  });
  return daysOff.id;
}

/** Takes holidays or a day off back: lessons follow the timetable there. Refusals: not-found, not-allowed, conflict. */
export async function dropDaysOff(act: Act, { id, sure = false }: { id: number; sure?: boolean }): Promise<void> {
  see(act, 'readSchoolSettings');
  permit(act, 'keepCalendar');
  const found = await act.em.findOne(DaysOff, { id });
  if (!found) throw new Refusal('not-found', 'not-found');
  const before = valuesOf(found);
  act.em.remove(found);
  recordSetting(act, { page: 'year', thing: 'days-off', name: before.title, before, after: null });
  await followCalendar(act, { from: before.firstDay, to: before.lastDay, sure });
}

function valuesOf({ name: title, firstDay, lastDay, grade }: DaysOff) {
  return { title, firstDay, lastDay, grade: grade ?? null };
}

/**
 * Makes a day one of lessons by the timetable of a weekday: a working Saturday. Gives its id. Refusals: not-found, not-allowed,
 * conflict, invalid (day, weekday).
 */
export async function keepMovedDay(
  act: Act,
  { day: typed, weekday, sure = false }: { day: string; weekday: number; sure?: boolean },
): Promise<number> {
  see(act, 'readSchoolSettings');
  permit(act, 'keepCalendar');
  const day = parseDay(typed) ?? invalid('settings/day', 'day');
  const year = await act.em.findOne(SchoolYear, { firstDay: { $lte: day }, lastDay: { $gte: day } });
  if (!year) invalid('settings/outside-year', 'day');
  if (!(Number.isInteger(weekday) && weekday >= 1 && weekday <= 6)) invalid('timetable/weekday', 'weekday');
  if (weekdayOf(day) === weekday) invalid('settings/same-weekday', 'weekday');
  const off = await act.em.findOne(DaysOff, { firstDay: { $lte: day }, lastDay: { $gte: day }, grade: null });
  if (off) invalid('settings/day-is-off', 'day', { name: off.name });
  const found = await act.em.findOne(MovedDay, { day });
  const before = found && { weekday: found.weekday };
  const moved = found ?? act.em.create(MovedDay, { year: year!, day, weekday });
  moved.weekday = weekday;
  await act.em.flush();
  recordSetting(act, { page: 'year', thing: 'moved-day', name: day, before, after: { weekday } });
  await followCalendar(act, { from: day, to: day, sure });
  return moved.id;
}

/** Takes a moved day back. Refusals: not-found, not-allowed, conflict. */
export async function dropMovedDay(act: Act, { id, sure = false }: { id: number; sure?: boolean }): Promise<void> {
  see(act, 'readSchoolSettings');
  permit(act, 'keepCalendar');
  const found = await act.em.findOne(MovedDay, { id });
  if (!found) throw new Refusal('not-found', 'not-found');
  const { day, weekday } = found;
  act.em.remove(found);
  recordSetting(act, { page: 'year', thing: 'moved-day', name: day, before: { weekday }, after: null });
  await followCalendar(act, { from: day, to: day, sure });
}
