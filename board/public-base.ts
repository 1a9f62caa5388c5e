import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import type { FileContent } from '#school/files.ts';
import { shortNameOf } from '#school/names.ts';
import { may, publicKinds, see } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { type BaseLine, headsOf, lineColumns } from './base.ts';
import { type FileLine, filesOf, readHungFile } from './files.ts';
import { type DocumentState, stateOn } from './force.ts';

/** What the base shows families: opened regulations and instructions, in no other's words than the board. */
const opened = `
  select d.*, ${stateOn('q.day')} as state from board_document d cross join (select :today::date as day) q
  where d.is_public and d.kind = any(:kinds)`;
const kinds = `{${publicKinds.join(',')}}`;

/** The documents of the school that everybody of it may read (7b), those in force, by kind. Refusal: not-found to who has no part in it. */
export async function publicBase(act: Act): Promise<{ lines: BaseLine[]; mayReadBoard: boolean }> {
  see(act, 'readPublicBase');
  const lines = await act.em.execute<BaseLine[]>(
    `select ${lineColumns} from (${headsOf(opened)}) p where p.state in ('in-force', 'upcoming')
     order by p.kind desc, p.date desc, p.id desc`,
    { today: act.today, kinds },
  );
  return { lines, mayReadBoard: may(act.by, 'readBoard') };
}

export interface PublicDocument {
  id: number;
  line: string;
  version: number;
  kind: BaseLine['kind'];
  number: number;
  date: Day;
  title: string;
  text: string;
  edition: number;
  reason: string | null;
  state: DocumentState;
  effectiveFrom: Day | null;
  effectiveUntil: Day | null;
  supersededOn: Day | null;
  signer: string;
  files: FileLine[];
  /** The opened versions of its line, the latest first, itself among them. */
  versions: { version: number; number: number; date: Day; state: DocumentState; edition: number }[];
}

/** An opened document: the version asked for, else the one in force. Refusal: not-found. */
export async function publicDocument(act: Act, line: string, version?: number): Promise<PublicDocument> {
  see(act, 'readPublicBase');
  const rows = await act.em.execute<(Omit<PublicDocument, 'files' | 'versions'> & { isPublic: boolean })[]>(
    `select ${lineColumns}, p.text, p.reason, p.superseded_on::text as "supersededOn", ${shortNameOf('s')} as signer
     from (select o.*, 1 as versions from (${opened}) o where o.line = :line) p join person s on s.id = p.signer_id
     order by p.version desc`,
    { today: act.today, kinds, line },
  );
  const head =
    rows.find(({ state }) => state === 'in-force') ?? rows.find(({ state }) => state === 'upcoming') ?? rows[0];
  const shown = version === undefined ? head : rows.find(row => row.version === version);
  if (!shown) throw new Refusal('not-found', 'not-found');
  see(act, 'readPublicDocument', shown);
  const { isPublic: _, ...rest } = shown;
  return {
    ...rest,
    files: await filesOf(act, { documentId: shown.id }),
    versions: rows.map(one => ({
      ...{ version: one.version, number: one.number, date: one.date, state: one.state, edition: one.edition },
    })),
  };
}

/** A file of an opened version. Refusal: not-found. */
export async function publicFile(act: Act, line: string, version: number, fileId: number): Promise<FileContent> {
  const { id } = await publicDocument(act, line, version);
  return readHungFile(act, { documentId: id }, fileId);
}
