import type { Act } from '#school/act.ts';
import { bells } from '#school/bells.ts';
import type { Day } from '#school/calendar.ts';
import { see } from '#school/permissions.ts';
import { isSchoolDay } from '#school/school-days.ts';
import { type RoomView, rooms } from '#school/timetable/rooms.ts';
import { freeTeachers, giverOf, lessonsAt, staffGround } from './free-teachers.ts';

/** Who and what is free at a lesson's time. */
export interface FreeAt {
  day: Day;
  slot: number;
  isSchoolDay: boolean;
  startsAt: string | null;
  endsAt: string | null;
  rooms: RoomView[];
  teachers: FreeTeacher[];
}

export interface FreeTeacher {
  id: number;
  name: string;
  subjects: string[];
  /** Lessons of that day, substitutions counted: none for who need not come. */
  lessonsThatDay: number;
}

/**
 * Rooms without a lesson and teachers who give none at the time of a slot and are not away, substitutions and the other
 * shift included; those who are at school that day first. For the staff. Seven queries. Refuses: not-found.
 */
export async function freeAt(
  act: Act,
  { day, slot, shift = 1 }: { day: Day; slot: number; shift?: number },
): Promise<FreeAt> {
  see(act, 'readTimetables');
  const bell = (await bells(act, { day, shift })).find(one => one.slot === slot);
  const time = { day, slot, startsAt: bell?.startsAt ?? null, endsAt: bell?.endsAt ?? null };
  const ground = await staffGround(act, { from: day, to: day });
  const usedRooms = new Set(lessonsAt(ground.lessons, time).map(({ room }) => room));
  const held = ground.lessons.filter(({ cancelled }) => !cancelled);
  const perTeacher = Map.groupBy(held, giverOf);
  return {
    ...{ ...time, isSchoolDay: await isSchoolDay(act, day) },
    rooms: (await rooms(act)).filter(
      ({ name, closedOn }) => !usedRooms.has(name) && (closedOn === null || closedOn > day),
    ),
    teachers: freeTeachers(ground, time)
      .map(({ id, name, subjects }) => ({ id, name, subjects, lessonsThatDay: perTeacher.get(id)?.length ?? 0 }))
      .toSorted((one, other) => Number(other.lessonsThatDay > 0) - Number(one.lessonsThatDay > 0)),
  };
}
