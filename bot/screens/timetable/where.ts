import type { ShownLesson } from '#journal/timetable/lessons-between.ts';
import { timetableOfTeacher } from '#journal/timetable/week.ts';
import { timeOf } from '#school/calendar.ts';
import { see } from '#school/permissions.ts';
import { idOf } from '../../arguments.ts';
import type { Screen } from '../../messenger.ts';
import { print, type Scene } from '../../scene.ts';

/** Where a teacher is by the timetable at this moment, and where next (5.2a). For the staff; why somebody is away is never said. */
export async function where({ act, press }: Scene, id?: string): Promise<Screen> {
  see(act, 'readTimetables');
  const teacherId = idOf(id);
  const { name, days } = await timetableOfTeacher(act, teacherId);
  const today = days.find(({ day }) => day === act.today);
  const now = timeOf(act.at, act.timeZone);
  const given = (today?.lessons ?? []).filter(lesson => !lesson.cancelled && giver(lesson) === teacherId);
  const current = given.find(({ startsAt, endsAt }) => startsAt && endsAt && startsAt <= now && now < endsAt) ?? null;
  const next = given.find(({ startsAt }) => startsAt && startsAt > now) ?? null;
  const view = { id: teacherId, name, now, current, next, any: given.length > 0 };
  return print(press, 'timetable/where', view, String(teacherId));
}

function giver({ substituteId, teacherId }: ShownLesson): number {
  return substituteId ?? teacherId;
}
