import { prepared } from '#db/prepared.ts';
import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { shortNameOf } from '#school/names.ts';
import { may, see } from '#school/permissions.ts';
import { countAcknowledged, type Reading } from './acknowledgements.ts';
import type { DocumentState } from './force.ts';
import { type DocumentKind, documentKinds, kindsToPost } from './kinds.ts';
import { seenBy } from './seen.ts';
import { type Sought, soughtIn } from './sought.ts';

export interface DocumentRow {
  id: number;
  kind: DocumentKind;
  number: number;
  date: Day;
  title: string;
  signer: string;
  publishedAt: Date;
  hasFile: boolean;
  /** Stands above the others. */
  pinned: boolean;
  state: DocumentState;
  /** 1, or the number of its correction. */
  edition: number;
  /** The first and the last day in force, where they were set, and the day another took its place. */
  effectiveFrom: Day | null;
  effectiveUntil: Day | null;
  supersededOn: Day | null;
  /** Families may read it too. */
  isPublic: boolean;
  /** Addressed to the reader, who has not said «Ознакомлен» yet. */
  unacknowledged: boolean;
  acknowledgedAt: Date | null;
  /** The last day to say «Ознакомлен». */
  acknowledgeBy: Day | null;
  /** That day has passed, and it waits for the reader, or for others whose reading the reader may see. */
  overdue: boolean;
  /** How many of how many have read it: for the director and the signer only. */
  reading: Reading | null;
}

export interface DocumentList {
  documents: DocumentRow[];
  page: number;
  pages: number;
  /** How many documents of each kind the reader may see, and how many of them wait for «Ознакомлен». */
  kinds: { kind: DocumentKind; count: number; unacknowledged: number }[];
  /** Years that have documents, the latest first. */
  years: number[];
  /** A document of the kind asked for; of some kind, when none is. */
  mayPost: boolean;
  /** Keeps drafts. */
  mayDraft: boolean;
  /** Whoever signed a document that the reader may see, by name. */
  signers: { id: number; name: string }[];
}

export interface DocumentFilter extends Sought {
  kind?: DocumentKind | undefined;
  year?: number | undefined;
  state?: DocumentState | undefined;
  /** What is over, and orders and announcements of older years, instead of what stands on the board. */
  archive?: boolean | undefined;
  page?: number | undefined;
}

const perPage = 30;

/**
 * The board as the reader sees it: what is pinned first, then what waits for «Ознакомлен», then the latest; or its archive; or what
 * was looked for in either, words in any of their forms. Refusals: not-found for families, invalid under `q`.
 */
export async function documents(act: Act, filter: DocumentFilter = {}): Promise<DocumentList> {
  see(act, 'readBoard');
  const tally = await tallyOf(act, filter);
  const ofYear = tally.filter(({ year }) => (filter.year ?? year) === year);
  const kinds = documentKinds.map(kind => {
    const ofKind = ofYear.filter(row => row.kind === kind);
    return { kind, count: sum(ofKind, 'count'), unacknowledged: sum(ofKind, 'unacknowledged') };
  });
  const total = sum(
    kinds.filter(({ kind }) => (filter.kind ?? kind) === kind),
    'count',
  );
  const pages = Math.max(1, Math.ceil(total / perPage));
  const page = Math.min(Math.max(1, filter.page ?? 1), pages);
  const rows = await rowsOf(act, { ...filter, limit: perPage, offset: (page - 1) * perPage });
  const years = [...new Set(tally.map(({ year }) => year))];
  const mayPost = kindsToPost(act.by).some(kind => (filter.kind ?? kind) === kind);
  return {
    documents: rows,
    page,
    pages,
    kinds,
    years,
    mayPost,
    mayDraft: may(act.by, 'writeDrafts'),
    signers: await signersOf(act),
  };
}

/** The few documents that wait for the reader's «Ознакомлен», the latest first; none for families. */
export async function unreadDocuments(act: Act, most = 5): Promise<DocumentRow[]> {
  return may(act.by, 'readBoard') ? rowsOf(act, { unacknowledged: true, limit: most, offset: 0 }) : [];
}

/** How many documents wait for the reader's «Ознакомлен»; none for families. */
export async function countUnacknowledged(act: Act): Promise<number> {
  return may(act.by, 'readBoard') ? sum(await tallyOf(act), 'unacknowledged') : 0;
}

interface Tally {
  kind: DocumentKind;
  year: number;
  count: number;
  unacknowledged: number;
}

function tallyOf(act: Act, wanted: DocumentFilter = {}): Promise<Tally[]> {
  const { sql, params } = seenBy(act);
  const sought = soughtIn(wanted);
  const text = `select kind, year, count(*)::int as count, (count(*) filter (where unacknowledged))::int as unacknowledged
     from (${sql}) d where d.archived = ?::boolean and d.state = coalesce(?, d.state) ${sought.sql} group by kind, year order by year desc`;
  // What was looked for makes another text each time: no plan of it is worth keeping.
  const values = [...params, wanted.archive ?? false, wanted.state ?? null, ...sought.params];
  if (wanted.q !== undefined) return act.em.execute<Tally[]>(text, values);
  return prepared<Tally>(act.em, text, values);
}

function signersOf(act: Act): Promise<{ id: number; name: string }[]> {
  const { sql, params } = seenBy(act);
  return act.em.execute(
    `select p.id, ${shortNameOf('p')} as name from person p where p.id in (select d.signer_id from (${sql}) d)
     order by p.family_name collate "ru-x-icu", p.given_name collate "ru-x-icu", p.id`,
    params,
  );
}

function sum(rows: readonly { count: number; unacknowledged: number }[], what: 'count' | 'unacknowledged'): number {
  return rows.reduce((total, row) => total + row[what], 0);
}

interface Slice extends DocumentFilter {
  unacknowledged?: boolean;
  limit: number;
  offset: number;
}

interface Found extends Omit<DocumentRow, 'reading' | 'overdue' | 'publishedAt' | 'acknowledgedAt'> {
  signerId: number;
  over: boolean;
  publishedAt: string;
  acknowledgedAt: string | null;
}

async function rowsOf(act: Act, { unacknowledged = false, limit, offset, ...filter }: Slice): Promise<DocumentRow[]> {
  const { sql, params } = seenBy(act);
  const sought = soughtIn(filter);
  const found = await act.em.execute<Found[]>(
    `select d.id, d.kind, d.number, d.date::text, d.title, d.published_at as "publishedAt",
       d.signer_id as "signerId", ${shortNameOf('p')} as signer,
       exists (select from board_file h where h.document_id = d.id) as "hasFile", d.unacknowledged, d.acknowledged_at as "acknowledgedAt",
       d.acknowledge_by::text as "acknowledgeBy", d.pinned_at is not null and not d.archived as pinned, d.state, d.over,
       d.edition, d.effective_from::text as "effectiveFrom", d.effective_until::text as "effectiveUntil",
       d.superseded_on::text as "supersededOn", d.is_public as "isPublic"
     from (${sql}) d join person p on p.id = d.signer_id
     where d.kind = coalesce(?, d.kind) and d.year = coalesce(?::int, d.year) and (d.unacknowledged or not ?::boolean)
       and d.archived = ?::boolean and d.state = coalesce(?, d.state)
       ${sought.sql}
     order by (d.pinned_at is not null and not d.archived and not ?::boolean) desc, d.unacknowledged desc, d.published_at desc, d.id desc limit ? offset ?`,
    [
      ...[...params, filter.kind ?? null, filter.year ?? null, unacknowledged],
      ...[filter.archive ?? false, filter.state ?? null, ...sought.params, unacknowledged, limit, offset],
    ],
  );
  const counted = found.filter(document => may(act.by, 'readAcknowledgements', document)).map(({ id }) => id);
  const readings = await countAcknowledged(act, counted);
  return found.map(({ signerId: _, over, ...row }) => {
    const reading = readings.get(row.id) ?? null;
    const waits = row.unacknowledged || (!over && reading !== null && reading.acknowledged < reading.addressees);
    return {
      ...row,
      publishedAt: new Date(row.publishedAt),
      acknowledgedAt: row.acknowledgedAt === null ? null : new Date(row.acknowledgedAt),
      overdue: waits && row.acknowledgeBy !== null && row.acknowledgeBy < act.today,
      reading,
    };
  });
}
