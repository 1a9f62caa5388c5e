import type { HouseAct } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { lessonsBetween, type ShownLesson } from './lessons-between.ts';

/** Everything that says who is free when, over some days. */
export interface StaffGround {
  lessons: ShownLesson[];
  teachers: TeacherKnown[];
  away: Away[];
}

/** A teacher of the days asked for, with what they teach. */
export interface TeacherKnown {
  id: number;
  name: string;
  subjectIds: number[];
  subjects: string[];
  classIds: number[];
  /** The days on which they are a teacher of the school. */
  terms: { since: Day; until: Day | null }[];
}

interface Away {
  teacherId: number;
  since: Day;
  until: Day;
  firstSlot: number | null;
  lastSlot: number | null;
}

/** A lesson's time: by the clock where the bells are known, else its number alone. */
export interface LessonTime {
  day: Day;
  slot: number;
  startsAt: string | null;
  endsAt: string | null;
}

/** What is known of the staff from one day to another; four queries. */
export async function staffGround(act: HouseAct, { from, to }: { from: Day; to: Day }): Promise<StaffGround> {
  return {
    lessons: await lessonsBetween(act, { from, to, whose: 'all' }),
    teachers: await teachersBetween(act, { from, to }),
    away: await awayBetween(act, { from, to }),
  };
}

/** Teachers who neither give a lesson at the time nor are away; in the order of the ground. */
export function freeTeachers(ground: StaffGround, time: LessonTime): TeacherKnown[] {
  const busy = new Set(lessonsAt(ground.lessons, time).map(giverOf));
  return ground.teachers.filter(
    teacher => !busy.has(teacher.id) && !isAway(ground, teacher.id, time) && isTeacherOn(teacher, time.day),
  );
}

/** Whether the person is a teacher of the school on the day. */
export function isTeacherOn({ terms }: TeacherKnown, day: Day): boolean {
  return terms.some(({ since, until }) => since <= day && (until === null || until >= day));
}

/** Whether the person is away at the time. */
export function isAway({ away }: Pick<StaffGround, 'away'>, personId: number, { day, slot }: LessonTime): boolean {
  return away.some(
    ({ teacherId, since, until, firstSlot, lastSlot }) =>
      teacherId === personId &&
      since <= day &&
      day <= until &&
      !(day === since && slot < (firstSlot ?? slot)) &&
      !(day === until && slot > (lastSlot ?? slot)),
  );
}

/** The lessons that are held at the time; a cancelled one takes nobody's. */
export function lessonsAt(lessons: readonly ShownLesson[], time: LessonTime): ShownLesson[] {
  return lessons.filter(lesson => !lesson.cancelled && isAtOnce(lesson, time));
}

/** Who really gives the lesson. */
export function giverOf({ substituteId, teacherId }: ShownLesson): number {
  return substituteId ?? teacherId;
}

/** Whether nobody can be at both; lessons of two shifts overlap by the clock. */
export function isAtOnce(one: LessonTime, other: LessonTime): boolean {
  if (one.day !== other.day) return false;
  if (!one.startsAt || !one.endsAt || !other.startsAt || !other.endsAt) return one.slot === other.slot;
  return one.startsAt < other.endsAt && other.startsAt < one.endsAt;
}

/** The teachers of some days, by name. */
export function teachersBetween(act: HouseAct, span: { from: Day; to: Day }): Promise<TeacherKnown[]> {
  return act.em.execute<TeacherKnown[]>(
    `select p.id, concat_ws(' ', p.family_name, p.given_name, p.patronymic) as name, known.*, term.terms
     from person p
     join (select a.person_id, json_agg(json_build_object('since', a.since, 'until', a.until)) as terms from assignment a
       where a.role = 'teacher' and a.since <= :to and (a.until is null or a.until >= :from) group by a.person_id) term
       on term.person_id = p.id
     cross join lateral (select coalesce(array_agg(distinct c.subject_id), '{}') as "subjectIds",
         coalesce(array_agg(distinct j.name), '{}') as subjects, coalesce(array_agg(distinct c.school_class_id), '{}') as "classIds"
       from course c join subject j on j.id = c.subject_id where c.teacher_id = p.id) known
     where p.deactivated_at is null
     order by p.family_name collate "ru-x-icu", p.given_name collate "ru-x-icu", p.id`,
    { ...span },
  );
}

function awayBetween(act: HouseAct, span: { from: Day; to: Day }): Promise<Away[]> {
  return act.em.execute<Away[]>(
    `select a.teacher_id as "teacherId", a.since::text as since, a.until::text as until, a.first_slot as "firstSlot",
       a.last_slot as "lastSlot"
     from teacher_absence a where a.since <= :to and a.until >= :from`,
    { ...span },
  );
}
