import { CalendarFeed } from '#db/school/calendar-feed.ts';
import { Person } from '#db/school/person.ts';
import { Student } from '#db/school/student.ts';
import type { Act } from '#school/act.ts';
import { permit } from '#school/permissions.ts';
import { machineSecret, sha256 } from '#school/secrets.ts';
import { type StudentFactsView, seenStudent } from '../student-facts.ts';

/** Whose lessons: a student's, or (null) those the person gives. */
export interface FeedSubject {
  studentId: number | null;
}

export interface FeedView {
  student: StudentFactsView | null;
  /** Nothing while there is no address, or it was closed. */
  feed: { since: Date; lastReadAt: Date | null } | null;
}

/** Whether the timetable has a secret address now. Refusals: not-found, not-allowed. */
export async function feedOf(act: Act, subject: FeedSubject): Promise<FeedView> {
  const student = await permitted(act, subject);
  const [feed] = await act.em.find(CalendarFeed, living(act, subject), { orderBy: { id: 'desc' }, limit: 1 });
  return { student, feed: feed ? { since: feed.createdAt, lastReadAt: feed.lastReadAt ?? null } : null };
}

/**
 * Gives the timetable a secret address; one it had before is closed. Gives the secret, which is kept nowhere: it can only be
 * shown now. Refusals: not-found, not-allowed.
 */
export async function openFeed(act: Act, subject: FeedSubject): Promise<string> {
  await endFeed(act, subject);
  const token = machineSecret(act.world);
  act.em.create(CalendarFeed, {
    person: act.em.getReference(Person, act.by.id),
    ...(subject.studentId === null ? {} : { student: act.em.getReference(Student, subject.studentId) }),
    tokenHash: sha256(token),
    createdAt: act.at,
  });
  return token;
}

/** Closes the address: whoever has it finds nothing there any more. Refusals: not-found, not-allowed. */
export async function endFeed(act: Act, subject: FeedSubject): Promise<void> {
  await permitted(act, subject);
  await act.em.nativeUpdate(CalendarFeed, living(act, subject), { revokedAt: act.at });
}

async function permitted(act: Act, subject: FeedSubject): Promise<StudentFactsView | null> {
  const student = subject.studentId === null ? null : await seenStudent(act, subject.studentId);
  permit(act, 'subscribeTimetable', subject);
  return student;
}

function living(act: Act, { studentId }: FeedSubject) {
  return { person: act.by.id, student: studentId, revokedAt: null };
}
