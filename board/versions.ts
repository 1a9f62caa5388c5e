import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import type { DocumentState } from './force.ts';
import type { DocumentKind } from './kinds.ts';
import { seenBy } from './seen.ts';

/** A document of the same line, or one that stands instead of another: as a link names it. */
export interface VersionLine {
  id: number;
  kind: DocumentKind;
  number: number;
  date: Day;
  title: string;
  edition: number;
  version: number;
  state: DocumentState;
  publishedAt: Date;
  /** Of a correction: why. */
  reason: string | null;
}

export interface Relatives {
  /** All versions of its line that the reader may see, the latest first; the document itself among them. */
  versions: VersionLine[];
  /** Instead of which documents it was published; corrections are not told here. */
  replaces: VersionLine[];
  /** What stands, or will stand, instead of it. */
  replacedBy: VersionLine | null;
}

interface Found extends Omit<VersionLine, 'publishedAt'> {
  publishedAt: string;
  line: string;
  supersededById: number | null;
}

/** The documents around one, as far as the reader may see them, in one query. */
export async function relativesOf(
  act: Act,
  { id, line, edition }: { id: number; line: string; edition: number },
): Promise<Relatives> {
  const { sql, params } = seenBy(act);
  const found = await act.em.execute<Found[]>(
    `select d.id, d.kind, d.number, d.date::text as date, d.title, d.edition, d.version, d.state, d.reason, d.line,
       d.published_at as "publishedAt", d.superseded_by_id as "supersededById"
     from (${sql}) d
     where d.line = ? or d.superseded_by_id = ? or d.id = (select o.superseded_by_id from board_document o where o.id = ?)
     order by d.version desc, d.id`,
    [...params, line, id, id],
  );
  const plain = ({ line: _, supersededById: __, ...one }: Found): VersionLine => ({
    ...one,
    publishedAt: new Date(one.publishedAt),
  });
  const own = found.find(one => one.id === id);
  const next = found.find(one => one.id === own?.supersededById);
  return {
    versions: found.filter(one => one.line === line).map(plain),
    replaces: edition > 1 ? [] : found.filter(one => one.supersededById === id).map(plain),
    replacedBy: next ? plain(next) : null,
  };
}
