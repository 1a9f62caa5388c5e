import type { Act } from '#school/act.ts';
import { may, see } from '#school/permissions.ts';
import { seenClassOf } from '#school/seen-class.ts';
import { type NoticeTrace, noticeTraces } from './traces.ts';

/** What the parents of a student were told, the latest first (3.2f), for the class teacher and those who control. Refusal: not-found. */
export async function studentNotices(act: Act, studentId: number): Promise<NoticeTrace[]> {
  const classId = await seenClassOf(act, studentId);
  if (classId === null) see(act, 'readSchoolReports');
  else see(act, 'readClassReports', classId);
  return noticeTraces(act, { studentId });
}

/** The same on a card, which others read as well: they are shown none. */
export async function noticesOnCard(
  act: Act,
  { studentId, classId }: { studentId: number; classId: number },
): Promise<NoticeTrace[]> {
  return may(act.by, 'readClassReports', classId) ? noticeTraces(act, { studentId }) : [];
}
