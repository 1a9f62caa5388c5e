import type { Act } from '#school/act.ts';
import { bells } from '#school/bells.ts';
import type { Day } from '#school/calendar.ts';
import { see } from '#school/permissions.ts';
import { isSchoolDay } from '#school/school-days.ts';
import { type RoomView, rooms } from '#school/timetable/rooms.ts';
import { lessonsBetween, type ShownLesson } from './lessons-between.ts';

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
 * Rooms without a lesson and teachers who give none at the time of a slot, substitutions and the other shift included; those
 * who are at school that day first. For the staff. Six queries. Refuses: not-found.
 */
export async function freeAt(
  act: Act,
  { day, slot, shift = 1 }: { day: Day; slot: number; shift?: number },
): Promise<FreeAt> {
  see(act, 'readTimetables');
  const bell = (await bells(act, { day, shift })).find(one => one.slot === slot);
  const lessons = await lessonsBetween(act, { from: day, to: day, whose: 'all' });
  const busy = lessons.filter(lesson => isAt(lesson, { slot, ...bell }));
  const usedRooms = new Set(busy.map(({ room }) => room));
  const usedTeachers = new Set(busy.map(giverOf));
  const perTeacher = Map.groupBy(lessons, giverOf);
  const teachers = (await allTeachers(act, day)).filter(({ id }) => !usedTeachers.has(id));
  return {
    ...{ day, slot, isSchoolDay: await isSchoolDay(act, day) },
    startsAt: bell?.startsAt ?? null,
    endsAt: bell?.endsAt ?? null,
    rooms: (await rooms(act)).filter(
      ({ name, closedOn }) => !usedRooms.has(name) && (closedOn === null || closedOn > day),
    ),
    teachers: teachers
      .map(one => ({ ...one, lessonsThatDay: perTeacher.get(one.id)?.length ?? 0 }))
      .toSorted((one, other) => Number(other.lessonsThatDay > 0) - Number(one.lessonsThatDay > 0)),
  };
}

function giverOf({ substituteId, teacherId }: ShownLesson): number {
  return substituteId ?? teacherId;
}

// By the clock where the bells are known, for shifts overlap; else by the number of the lesson.
function isAt(
  lesson: ShownLesson,
  { slot, startsAt, endsAt }: { slot: number; startsAt?: string; endsAt?: string },
): boolean {
  if (!startsAt || !endsAt || !lesson.startsAt || !lesson.endsAt) return lesson.slot === slot;
  return lesson.startsAt < endsAt && startsAt < lesson.endsAt;
}

function allTeachers(act: Act, day: Day): Promise<Omit<FreeTeacher, 'lessonsThatDay'>[]> {
  return act.em.execute(
    `select p.id, concat_ws(' ', p.family_name, p.given_name, p.patronymic) as name,
       array(select distinct j.name from course c join subject j on j.id = c.subject_id
         where c.teacher_id = p.id order by j.name) as subjects
     from person p where p.deactivated_at is null and exists (
       select from assignment a where a.person_id = p.id and a.role = 'teacher'
         and a.since <= :day and (a.until is null or a.until >= :day))
     order by p.family_name collate "ru-x-icu", p.given_name collate "ru-x-icu", p.id`,
    { day },
  );
}
