import type { HistoryMonth } from '#db/journal/class-journal.ts';
import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { yearName } from '#school/current-year.ts';
import { shortNameOf } from '#school/names.ts';
import { may, see } from '#school/permissions.ts';
import { invalid } from '#school/refusal.ts';
import { type ClassHistory, classHistory } from '../../history/class-history.ts';
import { hashTyped, printedDeed } from './sealed.ts';

/** What became of the journal of a class since it was printed. Unknown: no such paper, or none of a class of theirs. */
export type ClassJournalVerdict = { state: 'unknown' } | Verified;

interface Verified {
  /** The records of then give the hash of the paper today, or they do not. */
  state: 'same' | 'different';
  hash: string;
  /** What the records of then give today. */
  hashNow: string;
  className: string;
  year: string;
  /** Every printing with this hash, the first one first. */
  printed: { by: string; at: Date }[];
  /** Records at the printing, and how many of them there are today. */
  records: number;
  recordsNow: number;
  /** «2026-11»: the first month from which the history differs; nothing where it is not known. */
  differsFrom: string | null;
  /** Records of then that are not as they were written; the first twenty. */
  altered: AlteredRecord[];
  /** Numbers of records of then that are there no more, of this class or another; the first twenty. */
  missing: number[];
  /** What came afterwards, as it should. */
  since: { records: number; first: Date | null; last: Date | null };
}

/** A record by what it is about; no value of it. */
export interface AlteredRecord {
  record: number;
  at: Date;
  by: string | null;
  deed: string;
  subject: string | null;
  day: Day | null;
  student: string | null;
}

/**
 * Holds a hash that stands on paper against the history of today: as it was up to the moment of printing. Spaces, line breaks and case
 * do not matter. Whoever may not read the class learns no more than that nothing is known. Refuses: not-found, invalid at hash.
 */
export async function verifyClassJournal(act: Act, typed: string): Promise<ClassJournalVerdict> {
  see(act, 'readClassJournals');
  const hash = hashTyped(typed) ?? invalid('class-journal/hash', 'hash');
  const printings = await printingsOf(act, hash);
  const [first] = printings.filter(({ classId }) => may(act.by, 'readClassReports', classId));
  if (!first) return { state: 'unknown' };
  const { classId, lastRecord, months } = first;
  const now = await classHistory(act, { classId, upTo: lastRecord });
  const same = now.hash === hash;
  return {
    ...{ state: same ? 'same' : 'different', hash, hashNow: now.hash },
    ...{ className: first.className, year: first.year, records: first.records, recordsNow: now.records },
    printed: printings.filter(one => one.classId === classId).map(({ by, at }) => ({ by, at: new Date(at) })),
    differsFrom: same ? null : firstOther(months, now),
    altered: same
      ? []
      : await describe(act, [...now.altered, ...(await rewritten(act, { classId, upTo: lastRecord }))]),
    missing: same ? [] : await missingUpTo(act, lastRecord),
    since: await addedSince(act, { classId, after: lastRecord }),
  };
}

interface Printing {
  classId: number;
  className: string;
  year: string;
  by: string;
  at: string;
  records: number;
  lastRecord: number;
  /** Of its row, which somebody may have taken away. */
  months: HistoryMonth[] | null;
}

/** The history is the witness, not the list of files: a printing is a record of its own there. */
function printingsOf(act: Act, hash: string): Promise<Printing[]> {
  return act.em.execute<Printing[]>(
    `select k.id as "classId", k.grade || k.letter as "className",
       ${yearName} as year, ${shortNameOf('p')} as by,
       coalesce(h.after->>'asOf', h.at::text) as at, (h.after->>'records')::int as records,
       (h.after->>'lastRecord')::int as "lastRecord", j.months
     from change h join school_class k on k.id = (h.after->>'class')::int join school_year y on y.id = k.year_id
     join person p on p.id = h.by_id left join class_journal j on h.subject = '${printedDeed}:' || j.id and j.hash = :hash
     where h.deed = '${printedDeed}' and h.after->>'hash' = :hash order by h.id`,
    { hash },
  );
}

function firstOther(months: readonly HistoryMonth[] | null, now: ClassHistory): string | null {
  if (!months) return null;
  const today = new Map(now.months.map(one => [one.month, one.hash]));
  const then = months.find(one => today.get(one.month) !== one.hash)?.month ?? null;
  const more = now.months.find(one => !months.some(({ month }) => month === one.month))?.month ?? null;
  return [then, more].filter(month => month !== null).toSorted()[0] ?? null;
}

async function missingUpTo(act: Act, upTo: number): Promise<number[]> {
  const [{ count } = { count: 0 }] = await act.em.execute<{ count: number }[]>(
    'select count(*)::int as count from change where id <= :upTo',
    { upTo },
  );
  if (count === upTo) return [];
  const rows = await act.em.execute<{ id: number }[]>(
    `select n as id from generate_series(1, :upTo::int) n where not exists (select from change h where h.id = n) order by n limit 20`,
    { upTo },
  );
  return rows.map(({ id }) => id);
}

/** Records whose hash the next one, whichever class it is of, does not stand on: changed with a hash made anew. */
async function rewritten(act: Act, { classId, upTo }: { classId: number; upTo: number }): Promise<number[]> {
  const rows = await act.em.execute<{ id: number }[]>(
    `select h.id from change h join change n on n.id = h.id + 1 and n.previous_hash <> h.hash
     where h.id <= :upTo and h.course_id in (select c.id from course c where c.school_class_id = :classId)
     order by h.id limit 20`,
    { classId, upTo },
  );
  return rows.map(({ id }) => id);
}

async function describe(act: Act, records: readonly number[]): Promise<AlteredRecord[]> {
  const ids = [...new Set(records)].toSorted((a, b) => a - b).slice(0, 20);
  if (ids.length === 0) return [];
  const rows = await act.em.execute<(Omit<AlteredRecord, 'at'> & { at: string })[]>(
    `select h.id as record, h.at, ${shortNameOf('p')} as by, h.deed, j.name as subject, l.day::text as day,
       n.family_name || ' ' || n.given_name as student
     from change h left join person p on p.id = h.by_id
     left join course c on c.id = h.course_id left join subject j on j.id = c.subject_id
     left join lesson l on h.deed in ('mark', 'absence', 'topic', 'homework', 'due', 'control', 'plan', 'resource')
       and l.id::text = split_part(h.subject, ':', 2)
     left join student s on s.id = h.student_id left join person n on n.id = s.person_id
     where h.id = any(:ids) order by h.id`,
    { ids: `{${ids.join(',')}}` },
  );
  return rows.map(({ at, ...row }) => ({ ...row, at: new Date(at) }));
}

async function addedSince(
  act: Act,
  { classId, after }: { classId: number; after: number },
): Promise<Verified['since']> {
  const [added] = await act.em.execute<{ records: number; first: string | null; last: string | null }[]>(
    `select count(*)::int as records, min(at) as first, max(at) as last from change
     where id > :after and course_id in (select c.id from course c where c.school_class_id = :classId)`,
    { classId, after },
  );
  const { records, first, last } = added!;
  return { records, first: first === null ? null : new Date(first), last: last === null ? null : new Date(last) };
}
