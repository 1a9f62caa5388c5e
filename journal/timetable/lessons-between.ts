import type { HouseAct } from '#school/act.ts';
import { joinBell } from '#school/bells.ts';
import type { Day } from '#school/calendar.ts';
import { shortNameOf } from '#school/names.ts';
import { loadLessons } from '../lesson-head.ts';
import { placesBetween } from './places.ts';

/** A lesson as a timetable shows it: as it will really be, where the lessons are laid out already. */
export interface ShownLesson {
  /** Nothing beyond the weeks that are laid out. */
  lessonId: number | null;
  courseId: number;
  day: Day;
  slot: number;
  startsAt: string | null;
  endsAt: string | null;
  subject: string;
  classId: number;
  className: string;
  grade: number;
  subgroup: number | null;
  room: string;
  teacherId: number;
  teacher: string;
  substituteId: number | null;
  /** Who really gives it; nothing where it is the teacher. */
  substitute: string | null;
  cancelled: boolean;
  offTimetable: boolean;
}

/** Whose lessons: a class's, those a teacher gives or gives away, those in a room, or all. */
export type Whose = { classId: number } | { teacherId: number } | { room: { id: number; name: string } } | 'all';

/** Lessons from one day to another, both included, in order: laid out or, beyond that, by the timetable. Two queries. */
export async function lessonsBetween(
  act: HouseAct,
  { from, to, whose }: { from: Day; to: Day; whose: Whose },
): Promise<ShownLesson[]> {
  const { laid, planned, params } = conditionsOf(whose);
  const heads = await loadLessons(act, {
    where: `l.day between :from and :to and ${laid}`,
    params: { from, to, ...params },
  });
  const later = await act.em.execute<ShownLesson[]>(
    `with ${placesBetween(planned)}
     select null as "lessonId", c.id as "courseId", l.day::text as day, l.slot, b.starts_at as "startsAt", b.ends_at as "endsAt",
       j.name as subject, k.id as "classId", k.grade || k.letter as "className", k.grade, g.number as subgroup, l.room,
       p.id as "teacherId", ${shortNameOf('p')} as teacher, null as "substituteId", null as substitute, false as cancelled, false as "offTimetable"
     from place l join course c on c.id = l.course_id join school_class k on k.id = c.school_class_id
     join subject j on j.id = c.subject_id join person p on p.id = c.teacher_id
     left join subgroup g on g.id = c.subgroup_id
     ${joinBell('l.day', 'k.shift', 'l.slot')}
     where l.day > greatest((select max(day) from lesson), :today::date)
     order by l.day, l.slot, k.grade, k.letter collate "ru-x-icu", j.name collate "ru-x-icu", g.number`,
    { from, to, today: act.today, ...params },
  );
  return [...heads.map(shown), ...later];
}

function conditionsOf(whose: Whose): { laid: string; planned: string; params: Record<string, unknown> } {
  if (whose === 'all') return { laid: 'true', planned: 'true', params: {} };
  if ('classId' in whose)
    return { laid: 'k.id = :classId', planned: 'k.id = :classId', params: { classId: whose.classId } };
  if ('teacherId' in whose)
    return {
      laid: '(c.teacher_id = :teacherId or u.teacher_id = :teacherId)',
      planned: 'c.teacher_id = :teacherId',
      params: { teacherId: whose.teacherId },
    };
  const { id: roomId, name: roomName } = whose.room;
  return { laid: 'l.room = :roomName', planned: 't.room_id = :roomId', params: { roomId, roomName } };
}

function shown(head: Awaited<ReturnType<typeof loadLessons>>[number]): ShownLesson {
  const { id, courseId, day, slot, startsAt, endsAt, subject, classId, className, grade, subgroup, room } = head;
  const { teacherId, teacher, substituteId, substitute, cancelled, offTimetable } = head;
  return {
    ...{ lessonId: id, courseId, day, slot, startsAt, endsAt, subject, classId, className, grade, subgroup, room },
    ...{ teacherId, teacher, substituteId, substitute, cancelled, offTimetable },
  };
}
