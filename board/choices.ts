import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { publicKinds } from '#school/permissions.ts';
import { classesToTell, personIds } from './audience.ts';
import type { DocumentKind } from './kinds.ts';
import { type PersonToTell, peopleToTell } from './people-to-tell.ts';
import { seenBy } from './seen.ts';

/** What the form of a document and of its draft lets one choose from. */
export interface Choices {
  /** For an announcement: classes whose families it may be for. */
  classes: { word: string; name: string }[];
  /** The staff by name, those chosen already, and for an announcement all families when they are asked for. */
  people: PersonToTell[];
  /** Documents that it may be published instead of. */
  replaceable: Replaceable[];
  /** The kind is one that families may be let to read. */
  mayPublic: boolean;
}

/** What has been chosen so far: that much the choices must hold. */
export interface Chosen {
  audience?: readonly string[];
  replaces?: number | undefined;
  /** Families too, by name. */
  everybody?: boolean;
}

export interface Replaceable {
  id: number;
  kind: DocumentKind;
  number: number;
  date: Day;
  title: string;
}

/** What there is to choose from for a document of the kind. Refusals: as peopleToTell. */
export async function choicesOf(act: Act, kind: DocumentKind, chosen: Chosen = {}): Promise<Choices> {
  const families = kind === 'announcement' && Boolean(chosen.everybody);
  return {
    classes: kind === 'announcement' ? await classesToTell(act) : [],
    people: await peopleToTell(act, { kind, families, also: personIds(chosen.audience ?? []) }),
    replaceable: await replaceable(act, kind, chosen.replaces ?? 0),
    mayPublic: publicKinds.includes(kind),
  };
}

/** Documents of the same kind, or of any for an order, that nothing has replaced yet: on the board, or the one chosen. */
function replaceable(act: Act, kind: DocumentKind, chosen: number): Promise<Replaceable[]> {
  const { sql, params } = seenBy(act);
  return act.em.execute<Replaceable[]>(
    `select d.id, d.kind, d.number, d.date::text as date, d.title from (${sql}) d
     where (d.kind = ? or ?::boolean) and d.superseded_by_id is null and (not d.archived or d.id = ?)
     order by d.kind <> ?, d.kind, d.date desc, d.id desc limit 300`,
    [...params, kind, kind === 'order', chosen, kind],
  );
}
