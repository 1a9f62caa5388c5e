import { type TimetableKind, weekOfKind } from '#journal/timetable/week.ts';
import { addDays, type Day, weekdayOf } from '#school/calendar.ts';
import { see } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { dayOf, idOf } from '../arguments.ts';
import type { Screen } from '../messenger.ts';
import { print, type Scene } from '../scene.ts';

/** A day of a class, a teacher or a room as it really is, today unless another is given (5.2a). For the staff. */
export async function timetable({ act, press }: Scene, kind?: string, id?: string, argument?: string): Promise<Screen> {
  see(act, 'readTimetables');
  const day = argument ? dayOf(argument) : act.today;
  const week = await weekOfKind(act, { kind: kindOf(kind), id: idOf(id) }, day);
  const shown = week.days.find(one => one.day === day)!;
  const around = { previous: nextDay(day, -1), next: nextDay(day, 1), today: act.today };
  const view = { ...shown, ...around, kind: week.kind, id: week.id, name: week.name };
  return print(press, 'timetable', view, [week.kind, week.id, argument].filter(Boolean).join(' '));
}

/** A week of the same, this week unless a day of another is given. */
export async function timetableWeek(
  { act, press }: Scene,
  kind?: string,
  id?: string,
  argument?: string,
): Promise<Screen> {
  see(act, 'readTimetables');
  const week = await weekOfKind(act, { kind: kindOf(kind), id: idOf(id) }, argument ? dayOf(argument) : act.today);
  const days = week.days.filter(({ isSchoolDay, dayOff, lessons }) => isSchoolDay || dayOff || lessons.length > 0);
  return print(press, 'timetable/week', { ...week, days }, [week.kind, week.id, argument].filter(Boolean).join(' '));
}

export function kindOf(text: string | undefined): TimetableKind {
  if (text === 'class' || text === 'teacher' || text === 'room') return text;
  throw new Refusal('not-found', 'not-found');
}

/** A Sunday is passed over. */
function nextDay(day: Day, by: 1 | -1): Day {
  const next = addDays(day, by);
  return weekdayOf(next) === 7 ? addDays(next, by) : next;
}
