import type { Act } from '#school/act.ts';
import { addDays, type Day, weekOf } from '#school/calendar.ts';
import { type CalendarDay, daysBetweenIncluded } from '#school/days-between.ts';
import { ownClasses } from '#school/own-classes.ts';
import { may, see } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { type SpecialBells, specialBells } from '#school/special-bells.ts';
import type { WeekName } from '#school/timetable/placed.ts';
import { weekNameOn, weeks } from '#school/timetable/weeks.ts';
import { lessonsBetween, type ShownLesson, type Whose } from './lessons-between.ts';

export type TimetableKind = 'class' | 'teacher' | 'room';

/** A week of a class, a teacher or a room as it really is: bells of each day, rooms, substitutions, days off. */
export interface TimetableWeek {
  kind: TimetableKind;
  id: number;
  /** «5Б», «Иванова Наталья Петровна», «301» */
  name: string;
  monday: Day;
  sunday: Day;
  /** Mondays of the weeks around it. */
  previous: Day;
  next: Day;
  current: boolean;
  /** Where the school lives by two weeks, which one it is. */
  week: WeekName | null;
  days: TimetableDayView[];
  /** Slots that any day has, in order, without gaps. */
  slots: number[];
  mayKeep: boolean;
}

export interface TimetableDayView extends CalendarDay {
  /** The bells ring otherwise than usual. */
  special: Pick<SpecialBells, 'name' | 'reason'> | null;
  lessons: ShownLesson[];
}

/** The week of a class. For the staff, and for the families of its students. Seven queries. Refuses: not-found. */
export async function timetableOfClass(act: Act, id: number, options: { day?: Day } = {}): Promise<TimetableWeek> {
  const [found] = await act.em.execute<{ name: string; grade: number; shift: number }[]>(
    'select grade || letter as name, grade, shift from school_class where id = :id',
    { id },
  );
  if (!found) throw new Refusal('not-found', 'not-found');
  see(act, 'readClassTimetable', { classId: id, ownClassIds: await ownClasses(act) });
  const { name, grade, shift } = found;
  return weekView(act, { kind: 'class', id, name, whose: { classId: id }, grade, shift, ...options });
}

/** The week of a teacher, substitutions included. For the staff. Six queries. Refuses: not-found. */
export async function timetableOfTeacher(act: Act, id: number, options: { day?: Day } = {}): Promise<TimetableWeek> {
  see(act, 'readTimetables');
  const [found] = await act.em.execute<{ name: string }[]>(
    `select concat_ws(' ', p.family_name, p.given_name, p.patronymic) as name from person p where p.id = :id
       and (exists (select from course c where c.teacher_id = p.id)
         or exists (select from assignment a where a.person_id = p.id and a.role = 'teacher'))`,
    { id },
  );
  if (!found) throw new Refusal('not-found', 'not-found');
  return weekView(act, { kind: 'teacher', id, name: found.name, whose: { teacherId: id }, ...options });
}

/** The week of a room. For the staff. Six queries. Refuses: not-found. */
export async function timetableOfRoom(act: Act, id: number, options: { day?: Day } = {}): Promise<TimetableWeek> {
  see(act, 'readTimetables');
  const [room] = await act.em.execute<{ id: number; name: string }[]>('select id, name from room where id = :id', {
    id,
  });
  if (!room) throw new Refusal('not-found', 'not-found');
  return weekView(act, { kind: 'room', id, name: room.name, whose: { room }, ...options });
}

/** The week of any of them. Refuses: not-found. */
export function weekOfKind(
  act: Act,
  { kind, id }: { kind: TimetableKind; id: number },
  day: Day,
): Promise<TimetableWeek> {
  if (kind === 'class') return timetableOfClass(act, id, { day });
  return kind === 'teacher' ? timetableOfTeacher(act, id, { day }) : timetableOfRoom(act, id, { day });
}

interface Asked {
  kind: TimetableKind;
  id: number;
  name: string;
  whose: Whose;
  grade?: number;
  shift?: number;
  day?: Day;
}

async function weekView(act: Act, asked: Asked): Promise<TimetableWeek> {
  const { kind, id, name, whose, grade = null, shift = null, day = act.today } = asked;
  const { monday, sunday } = weekOf(day);
  const span = { from: monday, to: sunday };
  const lessons = await lessonsBetween(act, { ...span, whose });
  const calendar = await daysBetweenIncluded(act, { ...span, grade });
  const special = new Map((await specialBells(act, { ...span, shift })).map(one => [one.day, one]));
  const ofDay = Map.groupBy(lessons, one => one.day);
  const days = calendar.map(one => ({
    ...one,
    special: special.get(one.day) ?? null,
    lessons: ofDay.get(one.day) ?? [],
  }));
  return {
    ...{ kind, id, name, monday, sunday, previous: addDays(monday, -7), next: addDays(monday, 7) },
    current: monday <= act.today && act.today <= sunday,
    week: weekNameOn(await weeks(act), monday),
    days,
    slots: slotsOf(lessons),
    mayKeep: may(act.by, 'keepTimetable'),
  };
}

function slotsOf(lessons: readonly ShownLesson[]): number[] {
  if (lessons.length === 0) return [];
  const slots = lessons.map(({ slot }) => slot);
  const [first, last] = [Math.min(1, ...slots), Math.max(...slots)];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
