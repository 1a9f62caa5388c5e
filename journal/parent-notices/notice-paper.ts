import type { NoticedSubject } from '#db/journal/parent-notice.ts';
import type { Act } from '#school/act.ts';
import { type Day, dayOf } from '#school/calendar.ts';
import { see } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import type { ReportRow } from '../reports/rows.ts';
import { schoolNames } from '../reports/school-names.ts';
import { familyTerm } from './family-notices.ts';
import { noticeTraces } from './traces.ts';

/** A half of a page for the parents of one student: templates/reports/parent-notice.hbs. */
export interface NoticeSheet {
  name: string;
  className: string;
  /** Who signs it: the class teacher. */
  teacher: string;
  asOf: Day;
  failing: boolean;
  rows: ReportRow[];
}

/**
 * Notices as they were written down, to be printed or printed anew; none that was taken back. Refusal: not-found, when none is left or
 * one is of a class of others, or they are not all of one class and period.
 */
export async function noticePaper(act: Act, ids: readonly number[]) {
  const traces = (await noticeTraces(act, { ids })).filter(({ takenBack }) => !takenBack);
  const [first] = traces;
  if (!first) throw new Refusal('not-found', 'not-found');
  const isOneLot = traces.every(({ classId, periodId }) => classId === first.classId && periodId === first.periodId);
  if (!isOneLot) throw new Refusal('not-found', 'not-found');
  see(act, 'readClassReports', first.classId);
  const names = await act.em.execute<{ id: number; name: string }[]>(
    `select s.id, p.family_name || ' ' || p.given_name as name from student s join person p on p.id = s.person_id
     where s.id = any(?) order by p.family_name collate "ru-x-icu", p.given_name collate "ru-x-icu", s.id`,
    [`{${traces.map(({ studentId }) => studentId).join(',')}}`],
  );
  const { className, term } = await familyTerm(act, first);
  const notices = names.flatMap(({ id, name }) =>
    traces
      .filter(({ studentId }) => studentId === id)
      .map(({ by, at, subjects }) => ({
        ...{ name, className, teacher: by, asOf: dayOf(at, act.timeZone) },
        ...noticeRows(subjects),
      })),
  );
  return {
    ...{ notices, asked: { term }, class: { name: className }, asOf: act.today, at: act.at },
    school: await schoolNames(act),
  };
}

/** What a notice says, as rows of its table. */
export function noticeRows(subjects: readonly NoticedSubject[]): Pick<NoticeSheet, 'failing' | 'rows'> {
  return {
    failing: subjects.some(({ failing }) => failing),
    rows: subjects.map(({ subject, teacher, marks, mean, mark, expected, threshold, failing, owed }) => ({
      cells: {
        ...{ subject, teacher, marks, mean },
        mark: expected ? { word: 'expected', mark, strong: failing } : { value: mark as number, strong: failing },
        threshold: threshold ?? undefined,
        owed: owed.waiting + owed.overdue,
      },
    })),
  };
}
