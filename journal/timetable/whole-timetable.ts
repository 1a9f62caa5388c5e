import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { permit, see } from '#school/permissions.ts';
import { type Clash, clashes } from '#school/timetable/clashes.ts';
import { clashRules, coursesOn, type Entry, entriesFrom } from '#school/timetable/entries.ts';
import type { CourseFacts } from '#school/timetable/placed.ts';

/** Everything wrong with the timetable of the whole school from a day on. Five queries. Refuses: not-allowed. */
export async function wholeTimetable(act: Act, from: Day): Promise<{ clashes: Clash[] }> {
  permit(act, 'keepTimetable');
  return { clashes: clashes(await entriesFrom(act, from), await clashRules(act, from)) };
}

/** The timetable itself: every entry in force on the day or later, and the courses. For the staff. Two queries. Refuses: not-found. */
export async function timetableEntries(
  act: Act,
  from: Day,
): Promise<{ from: Day; entries: Entry[]; courses: CourseFacts[] }> {
  see(act, 'readTimetables');
  return { from, entries: await entriesFrom(act, from), courses: await coursesOn(act, from) };
}
