import { School } from '#db/school/school.ts';
import { type WeekName, WeekTurn } from '#db/school/week-turn.ts';
import type { Act } from '#school/act.ts';
import { type Day, parseDay, weekOf } from '#school/calendar.ts';
import { permit } from '#school/permissions.ts';
import { invalid, Refusal } from '#school/refusal.ts';
import { relayLessons } from './relay-lessons.ts';

/** Says whether the school lives by two weeks. Refusals: not-allowed; conflict while lessons of one week are to come. */
export async function alternateWeeks(act: Act, alternating: boolean): Promise<void> {
  permit(act, 'keepTimetable');
  const courses = alternating ? [] : await coursesOfOneWeek(act);
  if (courses.length > 0) throw new Refusal('conflict', 'timetable/weeks-in-use');
  await act.em.nativeUpdate(School, { id: 1 }, { alternatingWeeks: alternating });
}

/**
 * Counts the weeks anew from the week of a day to come: it is that week; the lessons of one week follow at once.
 * Refusals: not-allowed, invalid (past, no day).
 */
export async function turnWeeks(act: Act, { day, week }: { day: string; week: WeekName }): Promise<void> {
  const monday = coming(act, day);
  const found = await act.em.findOne(WeekTurn, { monday });
  if (found) found.week = week;
  else act.em.create(WeekTurn, { monday, week });
  await act.em.flush();
  await relayLessons(act, { from: monday, courseIds: await coursesOfOneWeek(act) });
}

/** Takes back a turn that has not come yet. Refusals: not-allowed, invalid (past, no day). */
export async function takeBackTurn(act: Act, day: string): Promise<void> {
  const monday = coming(act, day);
  await act.em.nativeDelete(WeekTurn, { monday });
  await relayLessons(act, { from: monday, courseIds: await coursesOfOneWeek(act) });
}

function coming(act: Act, day: string): Day {
  permit(act, 'keepTimetable');
  const asked = parseDay(day) ?? invalid('timetable/day', 'day');
  const { monday } = weekOf(asked);
  if (monday <= act.today) invalid('timetable/past-week', 'day');
  return monday;
}

/** Courses that have or will have a lesson in one of the two weeks only. */
async function coursesOfOneWeek(act: Act): Promise<number[]> {
  const rows = await act.em.execute<{ id: number }[]>(
    `select distinct course_id as id from timetable_entry
     where week <> 'both' and (until is null or (until > :today and until > since))`,
    { today: act.today },
  );
  return rows.map(({ id }) => id);
}
