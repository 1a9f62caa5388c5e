import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { type NoticeSheet, noticeRows } from '../parent-notices/notice-paper.ts';
import { noticedStudents } from '../parent-notices/noticed-subjects.ts';
import { expectedFinals } from './figures/expected-finals.ts';
import type { Asked, AskedClass } from './report.ts';

export interface ParentNotices {
  asOf: Day;
  /** A half of a page for each student. */
  notices: NoticeSheet[];
}

/**
 * Уведомления родителям (form 13, 4.1): half a page for each student of the class for whom a 2 comes out, with the subjects,
 * means, marks and works owed, and a part to be signed, torn off and brought back. Nothing is written down: what is handed over is
 * printed on the page of the notices (3.2f). Six queries.
 */
export async function parentNotice(
  act: Act,
  { class: { id, name: className, teacher }, term }: Pick<Asked, 'term'> & { class: AskedClass },
): Promise<ParentNotices> {
  const finals = await expectedFinals(act, { classId: id, periodId: term.periodId! });
  const failing = finals ? noticedStudents(finals).filter(student => student.failing) : [];
  const notices = failing.map(({ student, subjects }) => ({
    ...{ name: student, className, teacher, asOf: act.today },
    ...noticeRows(subjects),
  }));
  return { asOf: act.today, notices };
}
