import type { CardRead } from '#db/school/card-reading.ts';
import { School } from '#db/school/school.ts';
import type { Act, HouseAct } from '../act.ts';
import { addDays, type Day, momentOf, parseDay } from '../calendar.ts';
import { likeItself, withoutYo, withoutYoSql } from '../names.ts';
import { permit, see } from '../permissions.ts';
import { invalid } from '../refusal.ts';

export type { CardRead } from '#db/school/card-reading.ts';

/** What is read: the card of a class, or of one person; in or out of a class. */
export interface Read {
  what: CardRead;
  classId?: number | null;
  personId?: number | null;
}

/** Writes down that the actor has looked into a card (152-ФЗ). The same card again within a minute is the same reading. */
export async function noteReading(act: Act, { what, classId = null, personId = null }: Read): Promise<void> {
  await act.em.execute(
    `insert into card_reading (reader_id, at, what, school_class_id, person_id)
     select :reader, :at, :what, :classId, :personId where not exists (
       select from card_reading r where r.reader_id = :reader and r.what = :what and r.at > :at::timestamptz - interval '1 minute'
         and r.school_class_id is not distinct from :classId::int and r.person_id is not distinct from :personId::int)`,
    { reader: act.by.id, at: act.at, what, classId, personId },
  );
}

export interface CardReadingLine {
  id: number;
  readerId: number;
  reader: string;
  at: Date;
  what: CardRead;
  className: string | null;
  /** Whose card, of one person. */
  personId: number | null;
  person: string | null;
}

/** Days are ISO, both included; `reader` and `person` are beginnings of family names. */
export interface ReadingsQuery {
  from?: string | undefined;
  to?: string | undefined;
  reader?: string | undefined;
  person?: string | undefined;
  classId?: number | undefined;
  page?: number | undefined;
}

export interface CardReadings {
  lines: CardReadingLine[];
  total: number;
  page: number;
  pages: number;
  from: Day;
  to: Day;
  /** Days for which readings are kept, and whether the actor may change that. */
  keptDays: number;
  mayKeep: boolean;
}

const perPage = 50;

/**
 * Who has read whose card, the latest first, for director and registrar. A reading of a class is one of each of its students of that
 * day. Refusals: not-found, invalid at from, to.
 */
export async function cardReadings(act: Act, query: ReadingsQuery = {}): Promise<CardReadings> {
  see(act, 'readCardReadings');
  const to = query.to ? (parseDay(query.to) ?? invalid('card/day', 'to')) : act.today;
  const from = query.from ? (parseDay(query.from) ?? invalid('card/day', 'from')) : addDays(to, -29);
  if (from > to) invalid('card/day-after', 'from');
  const page = Math.max(1, query.page ?? 1);
  const rows = await act.em.execute<(Omit<CardReadingLine, 'at'> & { at: string; total: number })[]>(readingsQuery, {
    since: momentOf(from, '00:00', act.timeZone),
    before: momentOf(addDays(to, 1), '00:00', act.timeZone),
    ...{ reader: beginning(query.reader), person: beginning(query.person), classId: query.classId ?? null },
    ...{ timeZone: act.timeZone, perPage, skipped: (page - 1) * perPage },
  });
  const { cardReadingDays } = await act.em.findOneOrFail(School, { id: 1 });
  const total = rows[0]?.total ?? 0;
  return {
    lines: rows.map(({ total: _, at, ...line }) => ({ ...line, at: new Date(at) })),
    ...{ total, page, pages: Math.max(1, Math.ceil(total / perPage)), from, to },
    ...{ keptDays: cardReadingDays, mayKeep: act.by.roles.has('registrar') },
  };
}

/** The beginning of a family name as a pattern. */
function beginning(typed = ''): string {
  return `${likeItself(withoutYo(typed.trim().toLowerCase()))}%`;
}

const nameOf = (p: string) => `concat_ws(' ', ${p}.family_name, ${p}.given_name, ${p}.patronymic)`;
const beginsSo = (p: string) => withoutYoSql(`lower(${p}.family_name)`);

// A student is found in the readings of one person and of the class of that day; so is a parent of one.
const readingsQuery = `
  select r.id, r.reader_id as "readerId", ${nameOf('w')} as reader, r.at, r.what, c.grade || c.letter as "className",
    r.person_id as "personId", nullif(${nameOf('p')}, '') as person, count(*) over ()::int as total
  from card_reading r join person w on w.id = r.reader_id
    left join person p on p.id = r.person_id left join school_class c on c.id = r.school_class_id
  where r.at >= :since and r.at < :before and ${beginsSo('w')} like :reader
    and (:classId::int is null or r.school_class_id = :classId)
    and (:person = '%' or ${beginsSo('p')} like :person or (r.person_id is null and exists (
      select from enrolment e join student s on s.id = e.student_id
        left join guardianship g on g.student_id = s.id
        join person x on x.id in (s.person_id, g.parent_id)
      where e.school_class_id = r.school_class_id and e.since <= (r.at at time zone :timeZone)::date
        and (e.until is null or e.until > (r.at at time zone :timeZone)::date) and ${beginsSo('x')} like :person)))
  order by r.id desc limit :perPage offset :skipped`;

/** For so many days it is kept who has read what. For the registrar. Refusals: not-allowed, invalid at days (a month to ten years). */
export async function keepReadings(act: Act, days: number | undefined): Promise<void> {
  permit(act, 'keepPeople');
  if (days === undefined || days < 30 || days > 3660) invalid('card/kept-days', 'days');
  const school = await act.em.findOneOrFail(School, { id: 1 });
  school.cardReadingDays = days;
}

/** Throws away readings older than the school keeps them. */
export async function forgetReadings(act: HouseAct): Promise<void> {
  await act.em.execute(
    `delete from card_reading where at < :at::timestamptz - make_interval(days => (select card_reading_days from school))`,
    { at: act.at },
  );
}
