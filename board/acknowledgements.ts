import type { Acknowledgement } from '#db/board/acknowledgement.ts';
import type { Act } from '#school/act.ts';
import { type StaffRole, staffRoles } from '#school/actor.ts';
import { type Day, dayOf } from '#school/calendar.ts';
import { may, permit } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { addresseesOnDay } from './audience.ts';
import { loadDocument } from './load-document.ts';

/** How many of those a document is for have said «Ознакомлен». */
export interface Reading {
  acknowledged: number;
  addressees: number;
}

/**
 * «Ознакомлен»: the reader has read the document, through the page or a chat. Said again it changes nothing: the first
 * moment stands. Refusals: not-found, conflict for a document that is over, not-allowed to those it isn't addressed to.
 */
export async function acknowledge(act: Act, documentId: number, through: Acknowledgement['through']): Promise<void> {
  // A correction carries over what was said until then: said meanwhile, it must not hang on the text that is over.
  await act.em.execute('select 1 from board_document where id = ? for share', [documentId]);
  const { facts } = await loadDocument(act, documentId);
  if (facts.over && may(act.by, 'acknowledgeDocument', { ...facts, over: false }))
    throw new Refusal('conflict', 'document-over');
  permit(act, 'acknowledgeDocument', facts);
  await act.em.execute(
    `insert into acknowledgement (document_id, person_id, at, through) values (?, ?, ?::timestamptz, ?)
     on conflict (document_id, person_id) do nothing`,
    [documentId, act.by.id, act.at, through],
  );
}

export interface Reader {
  id: number;
  name: string;
  roles: StaffRole[];
  acknowledgedAt: Date | null;
  through: Acknowledgement['through'] | null;
  /** Read after the last day, or not read though it has passed. */
  late: boolean;
}

export interface AcknowledgementList extends Reading {
  /** Everybody whom the audience names today; those who have not read it first, then by name. */
  readers: Reader[];
  /** People who had read it before they left the audience or the school. */
  former: Reader[];
}

/** Who has read the document and who has not (6.2). Refusals: not-found, not-allowed. */
export async function acknowledgements(act: Act, documentId: number): Promise<AcknowledgementList> {
  const { document, facts } = await loadDocument(act, documentId);
  permit(act, 'readAcknowledgements', facts);
  const rows = await act.em.execute<ReaderRow[]>(
    `select p.id, concat_ws(' ', p.family_name, p.given_name, p.patronymic) as name, coalesce(r.roles, '{}') as roles,
       r.person_id is not null as addressed, a.at as "acknowledgedAt", a.through
     from (select * from (${addresseesOnDay}) every where every.document_id = ?) r
       full join (select * from acknowledgement where document_id = ?) a on a.person_id = r.person_id
       join person p on p.id = coalesce(r.person_id, a.person_id)
     order by a.at is not null, p.family_name collate "ru-x-icu", p.given_name collate "ru-x-icu", p.id`,
    [act.today, documentId, documentId],
  );
  const plain = (row: ReaderRow) => readerOf(act, row, document.acknowledgeBy ?? null);
  const readers = rows.filter(({ addressed }) => addressed).map(plain);
  return {
    addressees: readers.length,
    acknowledged: readers.filter(({ acknowledgedAt }) => acknowledgedAt !== null).length,
    readers,
    former: rows.filter(({ addressed }) => !addressed).map(plain),
  };
}

interface ReaderRow extends Omit<Reader, 'acknowledgedAt' | 'late'> {
  acknowledgedAt: string | null;
  addressed: boolean;
}

function readerOf(act: Act, { id, name, roles, acknowledgedAt, through }: ReaderRow, by: Day | null): Reader {
  const readOn = acknowledgedAt === null ? act.today : dayOf(new Date(acknowledgedAt), act.timeZone);
  return {
    id,
    name,
    roles: staffRoles.filter(role => roles.includes(role)),
    acknowledgedAt: acknowledgedAt === null ? null : new Date(acknowledgedAt),
    through,
    late: by !== null && readOn > by,
  };
}

/** How far documents have been read, in one query. The caller has asked whether that may be seen. */
export async function countAcknowledged(act: Act, documentIds: readonly number[]): Promise<Map<number, Reading>> {
  if (documentIds.length === 0) return new Map();
  const rows = await act.em.execute<(Reading & { document_id: number })[]>(
    `select r.document_id, count(*)::int as addressees, count(a.id)::int as acknowledged
     from (${addresseesOnDay}) r
       left join acknowledgement a on a.document_id = r.document_id and a.person_id = r.person_id
     where r.document_id = any(?) group by r.document_id`,
    [act.today, `{${documentIds.join(',')}}`],
  );
  return new Map(rows.map(({ document_id, addressees, acknowledged }) => [document_id, { addressees, acknowledged }]));
}
