import type { Act } from '../act.ts';
import { addDays, type Day, momentOf } from '../calendar.ts';
import { permit, see } from '../permissions.ts';
import { isReached } from './reach.ts';

/** What the family of a student is told on paper: news no parent saw or was brought. */
export interface PaperSheet {
  studentId: number;
  student: string;
  parents: string[];
  notices: { ids: number[]; kind: string; facts: Record<string, unknown>; at: Date }[];
}

/** Notices of a week go onto paper: once a week at least (letter AP-147/07). */
export const paperDays = 7;

/**
 * The families of a class whom nothing reaches, with what they were to be told in the days before and including `until`: to be
 * printed and signed. A family is reached as soon as one parent is. Refusal: not-found.
 */
export async function paperSheets(act: Act, classId: number, until: Day): Promise<PaperSheet[]> {
  see(act, 'readInformed', classId);
  const rows = await act.em.execute<SheetRow[]>(
    `with family as (
       select s.id, s.person_id, sp.family_name, sp.given_name,
         array_agg(p.id order by p.id) as parents,
         array_agg(concat_ws(' ', p.family_name, p.given_name, p.patronymic) order by p.id) as names
       from enrolment e join student s on s.id = e.student_id join person sp on sp.id = s.person_id
         join guardianship g on g.student_id = s.id and g.since <= :today and (g.until is null or g.until >= :today)
         join person p on p.id = g.parent_id
       where e.school_class_id = :classId and e.since <= :today and (e.until is null or e.until > :today)
       group by s.id, sp.id having not bool_or(${isReached('p')}))
     select f.id as "studentId", f.family_name || ' ' || f.given_name as student, f.names as parents,
       coalesce(json_agg(json_build_object('ids', n.ids, 'kind', n.kind, 'facts', n.facts, 'at', n.at) order by n.at, n.kind)
         filter (where n.kind is not null), '[]') as notices
     from family f left join lateral (
       select array_agg(n.id) as ids, n.kind, n.facts, min(n.at) as at from notice n
       where n.reader_id = any(f.parents) and n.student_id = f.id and n.at >= :from and n.at < :to
         and n.read_at is null and n.handed_at is null and n.outcome is distinct from 'ended'
       group by n.kind, n.subject, n.facts) n on true
     group by f.id, f.family_name, f.given_name, f.names
     order by f.family_name collate "ru-x-icu", f.given_name collate "ru-x-icu", f.id`,
    {
      ...{ classId, today: act.today, at: act.at },
      from: momentOf(addDays(until, 1 - paperDays), '00:00', act.timeZone),
      to: momentOf(addDays(until, 1), '00:00', act.timeZone),
    },
  );
  return rows.map(row => ({
    ...row,
    notices: row.notices.map(({ at, ...notice }) => ({ ...notice, at: new Date(at) })),
  }));
}

/** The sheet was handed over and signed: its notices are told on paper (3.2f). Refusals: not-allowed, not-found. */
export async function handOver(
  act: Act,
  { classId, studentId, until }: { classId: number; studentId: number; until: Day },
): Promise<void> {
  permit(act, 'handPaper', classId);
  const sheet = (await paperSheets(act, classId, until)).find(one => one.studentId === studentId);
  const ids = sheet?.notices.flatMap(notice => notice.ids) ?? [];
  await act.em.execute('update notice set handed_at = ?, handed_by_id = ? where id = any(?) and handed_at is null', [
    act.at,
    act.by.id,
    `{${ids.join(',')}}`,
  ]);
}

interface SheetRow extends Omit<PaperSheet, 'notices'> {
  notices: (Omit<PaperSheet['notices'][number], 'at'> & { at: string })[];
}
