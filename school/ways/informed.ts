import type { Act } from '../act.ts';
import { addDays, type Day, momentOf } from '../calendar.ts';
import { shortNameOf } from '../names.ts';
import { permit, see } from '../permissions.ts';
import { type NoticeWay, type NoticeWayRow, noticeWay, noticeWaysSql } from './notice-ways.ts';

export const informedKinds = ['absence', 'failing'] as const;
export type InformedKind = (typeof informedKinds)[number];

/** One parent told of one matter (3.2f). */
export interface Informed {
  id: number;
  studentId: number;
  student: string;
  className: string;
  parent: string;
  kind: string;
  facts: Record<string, unknown>;
  at: Date;
  readAt: Date | null;
  handedAt: Date | null;
  ways: NoticeWay[];
  /** Neither read, nor taken by any way outside the site, nor handed over: to be handed over on paper. */
  unreached: boolean;
}

/** `classId` of a class one leads or controls; without one, the students one teaches, by what concerns one's own lessons. */
export interface InformedQuery {
  classId: number | null;
  since: Day;
  until: Day;
  kinds: readonly InformedKind[];
}

/** So many lines at most: a month of a class is a few hundred. */
export const mostInformed = 1000;

/**
 * Who was told of absences and failing marks, when and whether it arrived (3.2f), the latest first. Refusals: not-found (a class
 * of others), not-allowed (nobody's teacher).
 */
export async function informed(act: Act, { classId, since, until, kinds }: InformedQuery): Promise<Informed[]> {
  if (classId === null) permit(act, 'readInformedOfOwn');
  else see(act, 'readInformed', classId);
  const rows = await act.em.execute<InformedRow[]>(
    `select n.id, n.kind, n.facts, n.at, n.read_at as "readAt", n.handed_at as "handedAt", s.id as "studentId",
       sp.family_name || ' ' || sp.given_name as student, k.grade || k.letter as "className", ${shortNameOf('r')} as parent,
       ${noticeWaysSql('n')} as ways
     from enrolment e join school_class k on k.id = e.school_class_id
       join student s on s.id = e.student_id join person sp on sp.id = s.person_id
       join notice n on n.student_id = s.id and n.reader_id <> s.person_id and n.at >= :from and n.at < :to
         and e.since <= n.at::date and (e.until is null or e.until > n.at::date)
       join person r on r.id = n.reader_id
     where ${classId === null ? ofOwnLessons : 'e.school_class_id = :classId'}
       and ((:absence and n.kind = 'absence') or (:failing and ${isFailing}))
     order by n.at desc, sp.family_name collate "ru-x-icu", sp.given_name collate "ru-x-icu", n.id limit :most`,
    {
      ...{ classId, me: act.by.id, most: mostInformed },
      from: momentOf(since, '00:00', act.timeZone),
      to: momentOf(addDays(until, 1), '00:00', act.timeZone),
      absence: kinds.includes('absence'),
      failing: kinds.includes('failing'),
    },
  );
  return rows.map(informedOf);
}

/** What stands for «не успевает»: a final 2 or н/а, a forecast of one, a 2 for a work, a notice of the class teacher. */
const isFailing = `(
  (n.kind = 'final' and n.facts->>'final' in ('2', '1', 'fail', 'not-attested'))
  or (n.kind = 'forecast' and (n.facts->>'failing')::boolean) or n.kind = 'parent-notice'
  or (n.kind = 'mark' and (n.facts->'mark'->>'value')::int <= 2))`;

/** Of one's own lessons and courses: the subject of a notice names them. */
const ofOwnLessons = `case split_part(n.subject, ':', 1)
  when 'lesson' then exists (select from lesson l join course c on c.id = l.course_id
    where l.id = split_part(n.subject, ':', 2)::int and c.teacher_id = :me)
  when 'finals' then exists (select from course c where c.id = split_part(n.subject, ':', 2)::int and c.teacher_id = :me)
  when 'forecast' then exists (select from course c where c.id = split_part(n.subject, ':', 2)::int and c.teacher_id = :me)
  else false end`;

interface InformedRow extends Omit<Informed, 'at' | 'readAt' | 'handedAt' | 'ways' | 'unreached'> {
  at: string;
  readAt: string | null;
  handedAt: string | null;
  ways: NoticeWayRow[];
}

function informedOf(row: InformedRow): Informed {
  const ways = row.ways.map(noticeWay);
  const arrived = ways.some(way => way.messenger !== 'web' && way.state === 'sent');
  return {
    ...row,
    at: new Date(row.at),
    readAt: row.readAt ? new Date(row.readAt) : null,
    handedAt: row.handedAt ? new Date(row.handedAt) : null,
    ...{ ways, unreached: !arrived && row.readAt === null && row.handedAt === null },
  };
}
