import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { expectedFinals } from './figures/expected-finals.ts';
import { preliminaryLists } from './preliminary-lists.ts';
import { expectedMark } from './preliminary-results.ts';
import type { Asked, AskedClass } from './report.ts';
import type { ReportRow } from './rows.ts';

export interface ParentNotices {
  asOf: Day;
  /** A sheet for each student. */
  notices: { name: string; rows: ReportRow[] }[];
}

/**
 * Уведомления родителям (form 13, 4.1, 3.2f): a sheet for each student of the class for whom a 2 comes out, with the subjects,
 * means and marks, and a part to be signed, torn off and brought back. Six queries.
 */
export async function parentNotice(
  act: Act,
  { class: { id }, term }: Pick<Asked, 'term'> & { class: AskedClass },
): Promise<ParentNotices> {
  const finals = await expectedFinals(act, { classId: id, periodId: term.periodId! });
  const { twos } = preliminaryLists(finals ?? { subjects: [], students: [] });
  const notices = twos.map(({ name, cells }) => ({
    name,
    rows: cells.map(({ subject, teacher, cell }) => ({
      cells: { subject, teacher, mean: cell.mean, marks: cell.marks, mark: expectedMark(cell) },
    })),
  }));
  return { asOf: act.today, notices };
}
