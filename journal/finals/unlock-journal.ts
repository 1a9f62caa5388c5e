import { Unlock } from '#db/journal/unlock.ts';
import { Course } from '#db/school/course.ts';
import { Period, type PeriodKind } from '#db/school/period.ts';
import { Person } from '#db/school/person.ts';
import type { Act, HouseAct } from '#school/act.ts';
import { addDays, type Day, parseDay } from '#school/calendar.ts';
import type { Changed } from '#school/history/append-lines.ts';
import { recordChange } from '#school/history/record-change.ts';
import { permit, see } from '#school/permissions.ts';
import { invalid, Refusal } from '#school/refusal.ts';
import { tidyLine } from '#school/typed-text.ts';
import { unlockedUntil } from '../lesson-sql.ts';
import { type FinalsCourse, loadFinalsCourses } from './finals-course.ts';

/** As the deputy wrote it; every value still to be checked. */
export interface UnlockEntry {
  courseId: number;
  periodId: number;
  reason: string;
  /** The last day on which the journal is open, ISO. */
  until: string;
}

/** So many days ahead a journal may stand open. */
export const longestUnlock = 30;
const longestReason = 300;

/**
 * Opens one journal again for a period closed by order, or for days past the editing window, with a reason, up to a day;
 * its teacher is told. Gives the id. Refusals: not-found, not-allowed, invalid under reason and until, conflict when the
 * journal stands open already or the year is over.
 */
export async function unlockJournal(act: Act, entry: UnlockEntry): Promise<number> {
  const [course] = await loadFinalsCourses(act, { where: 'c.id = :courseId', params: { courseId: entry.courseId } });
  if (!course) throw new Refusal('not-found', 'not-found');
  see(act, 'readJournal', course);
  permit(act, 'unlockJournal');
  const period = (await periodsToUnlock(act, course)).find(({ periodId }) => periodId === entry.periodId);
  if (!period) throw new Refusal('conflict', 'final/not-to-unlock');
  const reason = checkReason(entry.reason);
  const until = checkUntil(act, entry.until);
  const unlock = act.em.create(Unlock, {
    course: act.em.getReference(Course, course.courseId),
    period: act.em.getReference(Period, entry.periodId),
    reason,
    by: act.em.getReference(Person, act.by.id),
    at: act.at,
    until,
  });
  await act.em.flush();
  recordUnlock(act, unlock, { before: null, after: { period: entry.periodId, reason, until } });
  const { courseId, subject, className, subgroup } = course;
  const { periodKind, number } = period;
  act.tell(course.teacherId, {
    kind: 'journal-unlocked',
    subject: `finals:${courseId}`,
    facts: { courseId, subject, className, subgroup, periodKind, number, reason, until, by: act.by.shortName },
  });
  return unlock.id;
}

/** A period for which a journal may be opened. */
export interface UnlockablePeriod {
  periodId: number;
  periodKind: PeriodKind;
  number: number;
}

/** The begun periods of a course for which its journal doesn't stand open by an unlock; none once the year is over. */
export async function periodsToUnlock(
  act: HouseAct,
  { courseId, pastYear }: Pick<FinalsCourse, 'courseId' | 'pastYear'>,
): Promise<UnlockablePeriod[]> {
  if (pastYear) return [];
  return act.em.execute<UnlockablePeriod[]>(
    `select p.id as "periodId", p.kind as "periodKind", p.number
     from course c
     join school_class k on k.id = c.school_class_id
     join period p on p.year_id = k.year_id and p.kind = k.period_kind and p.first_day <= :today
     where c.id = :courseId and ${unlockedUntil} is null order by p.number`,
    { courseId, today: act.today },
  );
}

/** Closes an opened journal before its day. Refusals: not-found, not-allowed. */
export async function endUnlock(act: Act, unlockId: number): Promise<void> {
  see(act, 'readEveryJournal');
  permit(act, 'unlockJournal');
  const unlock = await act.em.findOne(Unlock, { id: unlockId, endedAt: null });
  if (!unlock) throw new Refusal('not-found', 'not-found');
  unlock.endedAt = act.at;
  const { reason, until } = unlock;
  recordUnlock(act, unlock, { before: { period: unlock.period.id, reason, until }, after: null });
}

function recordUnlock(act: Act, unlock: Unlock, states: Pick<Changed, 'before' | 'after'>): void {
  recordChange(act, { deed: 'unlock', subject: `unlock:${unlock.id}`, course: unlock.course.id, ...states });
}

function checkReason(typed: string): string {
  const reason = tidyLine(typed);
  if (reason === '') invalid('final/unlock-reason', 'reason');
  if (reason.length > longestReason)
    invalid('lesson/text-long', 'reason', { most: longestReason, length: reason.length });
  return reason;
}

function checkUntil(act: Act, typed: string): Day {
  const until = parseDay(typed) ?? invalid('day', 'until');
  const latest = addDays(act.today, longestUnlock);
  if (until < act.today || until > latest) invalid('final/unlock-until', 'until', { today: act.today, latest });
  return until;
}
