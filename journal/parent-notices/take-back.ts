import type { Act } from '#school/act.ts';
import { type Day, dayOf, parseDay } from '#school/calendar.ts';
import { permit, see } from '#school/permissions.ts';
import { invalid, Refusal } from '#school/refusal.ts';
import { type NoticeTrace, noticeTraces, subjectOf } from './traces.ts';

/**
 * Takes a notice back as long as nobody has heard of it: a sent one before it goes out, a printed one before it comes back. Gives
 * the notice. Refusals: not-found, not-allowed, conflict (gone out, read, come back, taken back before).
 */
export async function takeBackNotice(act: Act, noticeId: number): Promise<NoticeTrace> {
  const trace = await ownTrace(act, noticeId);
  if (trace.takenBack) throw new Refusal('conflict', 'parent-notice/taken-back');
  if (trace.way === 'paper' && trace.returned) throw new Refusal('conflict', 'parent-notice/came-back');
  if (trace.way === 'sent') await unsay(act, trace);
  await act.em.execute('update parent_notice set taken_back_at = ?, taken_back_by_id = ? where id = ?', [
    act.at,
    act.by.id,
    noticeId,
  ]);
  return trace;
}

/** Those of the courier that wait still. It may be taking them at this very moment: then this waits for it, and finds them gone. */
async function unsay(act: Act, { id, studentId, parents }: NoticeTrace): Promise<void> {
  // By the student: of all notices of the school there may be millions.
  const unsaid = await act.em.execute(
    `delete from notice where student_id = ? and kind = ? and subject = ? and sent_out_at is null and read_at is null returning id`,
    [studentId, 'parent-notice', subjectOf(id)],
  );
  if (unsaid.length < parents.length) throw new Refusal('conflict', 'parent-notice/gone-out');
}

/**
 * The paper came back signed on the day (3.2f); entered again, the day is corrected. Gives the notice. Refusals: not-found,
 * not-allowed, invalid (no day from the printing to today), conflict (it was sent, or taken back).
 */
export async function paperReturned(act: Act, noticeId: number, typedDay: string): Promise<NoticeTrace> {
  const trace = await ownTrace(act, noticeId);
  if (trace.takenBack || trace.way !== 'paper') throw new Refusal('conflict', 'parent-notice/no-paper');
  const day: Day = parseDay(typedDay) ?? invalid('day', 'day');
  if (day < dayOf(trace.at, act.timeZone) || day > act.today) invalid('parent-notice/return-day', 'day');
  await act.em.execute('update parent_notice set returned_on = ?, returned_at = ?, returned_by_id = ? where id = ?', [
    day,
    act.at,
    act.by.id,
    noticeId,
  ]);
  return trace;
}

async function ownTrace(act: Act, noticeId: number): Promise<NoticeTrace> {
  const rows = await act.em.execute('select id from parent_notice where id = ? for update', [noticeId]);
  const [trace] = rows.length > 0 ? await noticeTraces(act, { ids: [noticeId] }) : [];
  if (!trace) throw new Refusal('not-found', 'not-found');
  see(act, 'readClassReports', trace.classId);
  permit(act, 'tellParents', trace.classId);
  return trace;
}
