import type { HouseAct } from '#school/act.ts';
import { type Day, daysBetween } from '#school/calendar.ts';
import { invalid, Refusal } from '#school/refusal.ts';
import { tidyLine } from '#school/typed-text.ts';

/** When a teacher is away; why and by which order, as far as it is known. */
export interface TeacherAbsenceEntry {
  since: Day;
  /** The last day away. */
  until: Day;
  /** The first lesson missed on the first day, and the last on the last one; all of the day where nothing is said. */
  firstSlot?: number | null | undefined;
  lastSlot?: number | null | undefined;
  reason?: string | null | undefined;
  orderNumber?: string | null | undefined;
  orderDate?: Day | null | undefined;
}

export type ReadEntry = Required<{
  [Field in keyof TeacherAbsenceEntry]: Exclude<TeacherAbsenceEntry[Field], undefined>;
}>;

/** Longer than a year nobody is away by one order. */
const mostDays = 400;
const most = { reason: 200, orderNumber: 40 };

/** The entry as it is kept. Refuses invalid: until, lastSlot, reason, orderNumber. */
export function readEntry(entry: TeacherAbsenceEntry): ReadEntry {
  const { since, until, firstSlot = null, lastSlot = null, orderDate = null } = entry;
  const read = { reason: textOr(entry.reason), orderNumber: textOr(entry.orderNumber) };
  const length = daysBetween(since, until);
  if (length < 0 || length > mostDays) invalid('teacher-absence/until', 'until');
  if (length === 0 && firstSlot !== null && lastSlot !== null && lastSlot < firstSlot)
    invalid('teacher-absence/lastSlot', 'lastSlot');
  if ((read.reason?.length ?? 0) > most.reason) invalid('teacher-absence/reason', 'reason', { most: most.reason });
  if ((read.orderNumber?.length ?? 0) > most.orderNumber)
    invalid('teacher-absence/orderNumber', 'orderNumber', { most: most.orderNumber });
  return { since, until, firstSlot, lastSlot, ...read, orderDate };
}

function textOr(text: string | null | undefined): string | null {
  return text ? tidyLine(text) || null : null;
}

/** Refuses a second absence of the teacher over the same days, another than `except`; the teacher is held by the caller. */
export async function refuseOverlap(
  act: HouseAct,
  { teacherId, since, until, except = 0 }: { teacherId: number; since: Day; until: Day; except?: number },
): Promise<void> {
  const [other] = await act.em.execute<{ since: Day; until: Day }[]>(
    `select since::text as since, until::text as until from teacher_absence
     where teacher_id = :teacherId and since <= :until and until >= :since and id <> :except order by since limit 1`,
    { teacherId, since, until, except },
  );
  if (other) throw new Refusal('conflict', 'teacher-absence/overlap', { field: 'since', facts: { ...other } });
}
