import type { NoticedSubject, ParentNoticeWay } from '#db/journal/parent-notice.ts';
import type { MessengerName } from '#db/school/chat.ts';
import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { shortNameOf } from '#school/names.ts';
import { type NoticeWay, type NoticeWayRow, noticeWay, noticeWaysSql } from '#school/ways/notice-ways.ts';

/** What became of one notice to the parents of a student (3.2f): who told it, when, how, and what came back. */
export interface NoticeTrace {
  id: number;
  studentId: number;
  classId: number;
  periodId: number;
  way: ParentNoticeWay;
  subjects: NoticedSubject[];
  at: Date;
  by: string;
  takenBack: { at: Date; by: string } | null;
  /** The paper came back signed. */
  returned: { on: Day; at: Date; by: string } | null;
  /** To whom it was sent; of paper nobody. */
  parents: NoticedParentTrace[];
  state: NoticeState;
  /** Nothing has gone out, or come back, so far. */
  mayTakeBack: boolean;
}

/** The furthest it has come: with any of the parents. */
export type NoticeState =
  | 'taken-back'
  | 'signed'
  | 'printed'
  | 'confirmed'
  | 'read'
  | 'arrived'
  | 'refused'
  | 'waiting';

export interface NoticedParentTrace {
  parentId: number;
  parent: string;
  dueAt: Date;
  sentOutAt: Date | null;
  readAt: Date | null;
  confirmedAt: Date | null;
  /** Where they said so: `page`, or a messenger. */
  through: 'page' | MessengerName | null;
  ways: NoticeWay[];
}

type Wanted = { classId: number; periodId: number } | { studentId: number } | { ids: readonly number[] };

/** The notices of a class in a period, of a student, or by number, the latest first; whether they may be seen is asked by who asks this. One query. */
export async function noticeTraces(act: Act, wanted: Wanted): Promise<NoticeTrace[]> {
  const where =
    'ids' in wanted
      ? 'p.id = any(:ids)'
      : 'studentId' in wanted
        ? 'p.student_id = :studentId'
        : 'p.school_class_id = :classId and p.period_id = :periodId';
  const params = 'ids' in wanted ? { ids: `{${wanted.ids.join(',')}}` } : wanted;
  const rows = await act.em.execute<TraceRow[]>(
    `select p.id, p.student_id as "studentId", p.school_class_id as "classId", p.period_id as "periodId", p.way, p.subjects, p.at,
       ${shortNameOf('b')} as by, p.taken_back_at as "takenBackAt", ${shortNameOf('t')} as "takenBackBy",
       p.returned_on::text as "returnedOn", p.returned_at as "returnedAt", ${shortNameOf('r')} as "returnedBy",
       coalesce((select json_agg(json_build_object('parentId', a.parent_id, 'parent', ${shortNameOf('f')}, 'dueAt', n.due_at,
           'sentOutAt', n.sent_out_at, 'readAt', n.read_at, 'confirmedAt', a.confirmed_at, 'through', a.through,
           'ways', ${noticeWaysSql('n')}) order by f.family_name collate "ru-x-icu", f.given_name collate "ru-x-icu", f.id)
         from noticed_parent a join person f on f.id = a.parent_id
           left join notice n on n.reader_id = a.parent_id and n.kind = 'parent-notice' and n.subject = 'parent-notice:' || p.id
         where a.parent_notice_id = p.id), '[]') as parents
     from parent_notice p join person b on b.id = p.by_id
       left join person t on t.id = p.taken_back_by_id left join person r on r.id = p.returned_by_id
     where ${where} order by p.at desc, p.id desc`,
    params,
  );
  return rows.map(traceOf);
}

/** What the notices of the courier are about: one for each parent. */
export function subjectOf(noticeId: number): string {
  return `parent-notice:${noticeId}`;
}

interface TraceRow extends Omit<NoticeTrace, 'at' | 'takenBack' | 'returned' | 'parents' | 'state' | 'mayTakeBack'> {
  at: string;
  takenBackAt: string | null;
  takenBackBy: string | null;
  returnedOn: Day | null;
  returnedAt: string | null;
  returnedBy: string | null;
  parents: ParentRow[];
}

interface ParentRow extends Pick<NoticedParentTrace, 'parentId' | 'parent' | 'through'> {
  dueAt: string | null;
  sentOutAt: string | null;
  readAt: string | null;
  confirmedAt: string | null;
  ways: NoticeWayRow[];
}

function traceOf({ takenBackAt, takenBackBy, returnedOn, returnedAt, returnedBy, ...row }: TraceRow): NoticeTrace {
  const at = new Date(row.at);
  const trace = {
    ...row,
    at,
    takenBack: takenBackAt ? { at: new Date(takenBackAt), by: takenBackBy ?? '' } : null,
    returned: returnedOn && returnedAt ? { on: returnedOn, at: new Date(returnedAt), by: returnedBy ?? '' } : null,
    parents: row.parents.map(parent => parentOf(parent, at)),
  };
  return { ...trace, state: stateOf(trace), mayTakeBack: isUnsent(trace) };
}

function parentOf({ dueAt, sentOutAt, readAt, confirmedAt, ways, ...parent }: ParentRow, at: Date): NoticedParentTrace {
  const moment = (text: string | null) => (text ? new Date(text) : null);
  return {
    ...{ ...parent, dueAt: moment(dueAt) ?? at, sentOutAt: moment(sentOutAt), readAt: moment(readAt) },
    ...{ confirmedAt: moment(confirmedAt), ways: ways.map(noticeWay) },
  };
}

type Told = Omit<NoticeTrace, 'state' | 'mayTakeBack'>;

function stateOf({ way, takenBack, returned, parents }: Told): NoticeState {
  if (takenBack) return 'taken-back';
  if (way === 'paper') return returned ? 'signed' : 'printed';
  if (parents.some(({ confirmedAt }) => confirmedAt)) return 'confirmed';
  if (parents.some(({ readAt }) => readAt)) return 'read';
  const outside = parents.flatMap(({ ways }) => ways.filter(({ messenger }) => messenger !== 'web'));
  if (outside.some(({ state }) => state === 'sent')) return 'arrived';
  const isOver = outside.length > 0 && outside.every(({ state }) => state === 'refused');
  return isOver ? 'refused' : 'waiting';
}

function isUnsent({ way, takenBack, returned, parents }: Told): boolean {
  if (takenBack) return false;
  return way === 'paper' ? !returned : parents.every(one => !one.sentOutAt && !one.readAt && !one.confirmedAt);
}
