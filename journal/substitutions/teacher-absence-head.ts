import type { HouseAct } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { shortNameOf } from '#school/names.ts';
import { Refusal } from '#school/refusal.ts';

/** One absence of a teacher as rules and lists ask for it. */
export interface TeacherAbsenceHead {
  id: number;
  teacherId: number;
  teacher: string;
  since: Day;
  until: Day;
  firstSlot: number | null;
  lastSlot: number | null;
  /** Often health: shown to who may know it alone. */
  reason: string | null;
  orderNumber: string | null;
  orderDate: Day | null;
}

/** The absences that satisfy a condition over `teacher_absence a`, by first day and name; one query. */
export function loadAbsences(
  act: HouseAct,
  { where, params, toWrite }: { where: string; params: Record<string, unknown>; toWrite?: boolean | undefined },
): Promise<TeacherAbsenceHead[]> {
  return act.em.execute<TeacherAbsenceHead[]>(
    `select a.id, a.teacher_id as "teacherId", ${shortNameOf('t')} as teacher, a.since::text as since, a.until::text as until,
       a.first_slot as "firstSlot", a.last_slot as "lastSlot", a.reason, a.order_number as "orderNumber",
       a.order_date::text as "orderDate"
     from teacher_absence a join person t on t.id = a.teacher_id
     where ${where} order by a.since, t.family_name collate "ru-x-icu", a.id ${toWrite ? 'for update of a' : ''}`,
    params,
  );
}

/** One absence by id. `toWrite` keeps others from changing it and its substitutions until the act ends. Refuses: not-found. */
export async function findAbsence(
  act: HouseAct,
  id: number,
  options: { toWrite?: boolean } = {},
): Promise<TeacherAbsenceHead> {
  const [absence] = await loadAbsences(act, { where: 'a.id = :id', params: { id }, ...options });
  if (!absence) throw new Refusal('not-found', 'not-found');
  return absence;
}

/** SQL: the lesson `l` falls into the time of the absence `a`. */
export const isWithinAbsence = `(l.day between a.since and a.until
  and not (l.day = a.since and l.slot < coalesce(a.first_slot, l.slot))
  and not (l.day = a.until and l.slot > coalesce(a.last_slot, l.slot)))`;

/** SQL: the lesson `l` of the course `c` falls into the absence `a`. */
export const isMissedIn = `(c.teacher_id = a.teacher_id and ${isWithinAbsence})`;

/** SQL over `lessonTables`: the lesson falls into the time of an absence with the parameters of `paramsOf`. */
export const isInItsTime = `(c.teacher_id = :teacher and l.day between :since and :until
  and not (l.day = :since and l.slot < coalesce(:firstSlot::int, l.slot))
  and not (l.day = :until and l.slot > coalesce(:lastSlot::int, l.slot)))`;

/** SQL over `lessonTables`: the lesson is of the absence, by what was decided for it or by its time. */
export const isOfAbsence = `(u.absence_id = :absence or (u.id is null and ${isInItsTime}))`;

export function paramsOf({ id, teacherId, since, until, firstSlot, lastSlot }: TeacherAbsenceHead) {
  return { absence: id, teacher: teacherId, since, until, firstSlot, lastSlot };
}

/** SQL over `lessonTables`: its teacher is away and nothing was decided for it. */
export const isOpen = `(u.id is null and exists (select from teacher_absence a where ${isMissedIn}))`;
