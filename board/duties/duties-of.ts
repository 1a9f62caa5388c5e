import type { DutyKind } from '#db/board/duty-entry.ts';
import type { FunctionName } from '#db/school/function-change.ts';
import type { PeriodKind } from '#db/school/period.ts';
import type { Act } from '#school/act.ts';
import { isRepealed } from '#school/assignments/is-repealed.ts';
import type { Day } from '#school/calendar.ts';
import { shortNameOf } from '#school/names.ts';

/** What an order obliges to and the program acts on, and what came of it. */
export interface DutyView {
  kind: DutyKind;
  day: Day;
  /** Of a deadline, a closing, an opening. */
  periodKind: PeriodKind | null;
  number: number | null;
  /** Of an assignment. */
  person: string | null;
  function: FunctionName | null;
  className: string | null;
  until: Day | null;
  /** Of a training session. */
  training: { id: number; title: string; place: string; startsAt: Date; endsAt: Date } | null;
  /** When it took effect; of a deadline never, for it is people who keep it. */
  doneAt: Date | null;
  /** When it was taken back by hand. */
  withdrawnAt: Date | null;
  /** Another order stood instead of this one before its day came. */
  lapsed: boolean;
}

/** The duties of a document, in the order of the document. */
export async function dutiesOf(act: Act, documentId: number): Promise<DutyView[]> {
  const rows = await act.em.execute<DutyRow[]>(
    `select d.kind, d.day::text as day, p.kind as "periodKind", p.number,
       case when o.id is not null then ${shortNameOf('o')} end as person, c.function, k.grade || k.letter as "className",
       c.until::text as until, coalesce(d.done_at, c.done_at, case when t.id is not null then t.announced_at end) as "doneAt",
       coalesce(c.withdrawn_at, t.cancelled_at) as "withdrawnAt",
       d.kind in ('close-period', 'open-period') and d.done_at is null and ${isRepealed('d.document_id', 'd.day')} as lapsed,
       case when t.id is not null then jsonb_build_object('id', t.id, 'title', t.title, 'place', t.place,
         'startsAt', t.starts_at, 'endsAt', t.ends_at) end as training
     from document_duty d
     left join period p on p.id = d.period_id
     left join function_change c on c.id = d.change_id
     left join person o on o.id = c.person_id
     left join school_class k on k.id = c.school_class_id
     left join training t on t.id = d.training_id
     where d.document_id = ? order by d.id`,
    [documentId],
  );
  const moment = (text: string | null) => (text === null ? null : new Date(text));
  return rows.map(({ training, ...row }) => ({
    ...row,
    training: training && {
      ...training,
      startsAt: new Date(training.startsAt),
      endsAt: new Date(training.endsAt),
    },
    doneAt: moment(row.doneAt),
    withdrawnAt: moment(row.withdrawnAt),
  }));
}

interface DutyRow extends Omit<DutyView, 'training' | 'doneAt' | 'withdrawnAt'> {
  training: { id: number; title: string; place: string; startsAt: string; endsAt: string } | null;
  doneAt: string | null;
  withdrawnAt: string | null;
}
