import type { FunctionName } from '#db/school/function-change.ts';
import type { Act } from '../act.ts';
import type { Day } from '../calendar.ts';
import { isYearOf } from '../current-year.ts';
import { shortNameOf } from '../names.ts';
import { may, see } from '../permissions.ts';

/** An order by which somebody was assigned: of «Учительская» with its id, else on paper. */
export interface OrderOfChange {
  documentId: number | null;
  number: string;
  date: Day;
}

export interface Holder {
  function: FunctionName;
  personId: number;
  name: string;
  since: Day;
  until: Day | null;
  order: OrderOfChange | null;
}

export interface LedClass {
  classId: number;
  className: string;
  personId: number | null;
  name: string | null;
  /** By which line of the log, if any: since the beginning otherwise. */
  since: Day | null;
  order: OrderOfChange | null;
}

export interface LogLine {
  id: number;
  deed: 'assign' | 'relieve';
  function: FunctionName;
  className: string | null;
  personId: number;
  name: string;
  day: Day;
  until: Day | null;
  order: OrderOfChange;
  by: string;
  at: Date;
  doneAt: Date | null;
  withdrawnAt: Date | null;
  withdrawnBy: string | null;
}

export interface FunctionsView {
  /** Director, deputies, registrar, who stands in for the registrar; teachers come last. */
  holders: Holder[];
  classes: LedClass[];
  /** What has been ordered and has not begun, the nearest first. */
  coming: LogLine[];
  /** The whole log, the latest first, so many a page. */
  log: LogLine[];
  page: number;
  pages: number;
  mayAssign: boolean;
}

const perPage = 50;

/** Who holds which function of the regulation now, what is coming, and the log (6.1). Refusal: not-found. */
export async function functions(
  act: Act,
  { page: asked = 1 }: { page?: number | undefined } = {},
): Promise<FunctionsView> {
  see(act, 'readFunctions');
  const [{ total } = { total: 0 }] = await act.em.execute<{ total: number }[]>(
    'select count(*)::int as total from function_change',
  );
  const pages = Math.max(1, Math.ceil(total / perPage));
  const page = Math.min(Math.max(1, asked), pages);
  const coming = `where c.done_at is null and c.withdrawn_at is null order by c.day, c.id`;
  const latest = `order by c.at desc, c.id desc limit ${perPage} offset ${(page - 1) * perPage}`;
  return {
    holders: await holders(act),
    classes: await ledClasses(act),
    coming: await lines(act, coming),
    log: await lines(act, latest),
    ...{ page, pages },
    mayAssign: may(act.by, 'assignFunctions'),
  };
}

/** SQL: the order of a line `c` of the log with its document `d`; null without a line. */
const orderOf = `case when c.id is not null then jsonb_build_object('documentId', d.id,
  'number', coalesce(d.number::text, c.order_number), 'date', coalesce(d.date, c.order_date)) end as "order"`;

function holders(act: Act): Promise<Holder[]> {
  return act.em.execute<Holder[]>(
    `select case when a.substitute then 'substitute-registrar' else a.role end as function, p.id as "personId",
       concat_ws(' ', p.family_name, p.given_name, p.patronymic) as name, a.since::text as since, a.until::text as until, ${orderOf}
     from assignment a join person p on p.id = a.person_id and p.deactivated_at is null
     left join function_change c on c.id = a.change_id left join board_document d on d.id = c.document_id
     where a.since <= :today and (a.until is null or a.until >= :today)
     order by array_position(array['director', 'deputy', 'registrar', 'teacher'], a.role), a.substitute,
       p.family_name collate "ru-x-icu", p.given_name collate "ru-x-icu", p.id`,
    { today: act.today },
  );
}

function ledClasses(act: Act): Promise<LedClass[]> {
  return act.em.execute<LedClass[]>(
    `select k.id as "classId", k.grade || k.letter as "className", p.id as "personId",
       case when p.id is not null then concat_ws(' ', p.family_name, p.given_name, p.patronymic) end as name,
       c.day::text as since, ${orderOf}
     from school_class k join school_year y on y.id = k.year_id
     left join person p on p.id = k.class_teacher_id
     left join lateral (select c.* from function_change c where c.school_class_id = k.id and c.done_at is not null
       order by c.done_at desc, c.id desc limit 1) c on true
     left join board_document d on d.id = c.document_id
     where ${isYearOf(':today')} order by k.grade, k.letter collate "ru-x-icu"`,
    { today: act.today },
  );
}

interface LineRow extends Omit<LogLine, 'at' | 'doneAt' | 'withdrawnAt'> {
  at: string;
  doneAt: string | null;
  withdrawnAt: string | null;
}

async function lines(act: Act, which: string): Promise<LogLine[]> {
  const rows = await act.em.execute<LineRow[]>(
    `select c.id, c.deed, c.function, k.grade || k.letter as "className", p.id as "personId", ${shortNameOf('p')} as name,
       c.day::text as day, c.until::text as until, ${orderOf}, ${shortNameOf('b')} as by, c.at, c.done_at as "doneAt",
       c.withdrawn_at as "withdrawnAt", case when w.id is not null then ${shortNameOf('w')} end as "withdrawnBy"
     from function_change c join person p on p.id = c.person_id join person b on b.id = c.by_id
     left join person w on w.id = c.withdrawn_by_id left join school_class k on k.id = c.school_class_id
     left join board_document d on d.id = c.document_id ${which}`,
  );
  const moment = (text: string | null) => (text === null ? null : new Date(text));
  return rows.map(({ at, doneAt, withdrawnAt, ...row }) => ({
    ...row,
    at: new Date(at),
    doneAt: moment(doneAt),
    withdrawnAt: moment(withdrawnAt),
  }));
}
