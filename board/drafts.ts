import { BoardDraft } from '#db/board/board-draft.ts';
import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { acceptedFiles, type FileContent } from '#school/files.ts';
import { shortNameOf } from '#school/names.ts';
import { may, permit, see } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { type Choices, type Chosen, choicesOf } from './choices.ts';
import type { DutyEntry } from './duties/check-duties.ts';
import { type DutyChoices, dutyChoices } from './duties/duty-choices.ts';
import { type FileLine, filesOf, readHungFile } from './files.ts';
import { type DocumentKind, documentKinds, postingOf } from './kinds.ts';

/** A draft in the list. */
export interface DraftLine {
  id: number;
  kind: DocumentKind;
  title: string;
  author: string;
  editedAt: Date;
  /** When the clock publishes it, and in whose name. */
  publishAt: Date | null;
  publisher: string | null;
  /** Its time came, but it could not be published as it is. */
  held: boolean;
}

export interface Drafts {
  drafts: DraftLine[];
  /** The kinds this person may write. */
  kinds: DocumentKind[];
}

/** Drafts of one's own, and those of the kinds one publishes: the scheduled first. Refusals: not-found, not-allowed. */
export async function drafts(act: Act): Promise<Drafts> {
  see(act, 'readBoard');
  permit(act, 'writeDrafts');
  const published = documentKinds.filter(kind => may(act.by, postingOf[kind]));
  const kinds = kindsToWrite(act);
  const rows = await act.em.execute<(Omit<DraftLine, 'editedAt' | 'publishAt'> & Moments)[]>(
    `select d.id, d.kind, d.title, ${shortNameOf('a')} as author, d.edited_at as "editedAt",
       d.publish_at as "publishAt", case when p.id is not null then ${shortNameOf('p')} end as publisher,
       d.held_at is not null as held
     from board_draft d join person a on a.id = d.author_id left join person p on p.id = d.publisher_id
     where d.kind = any(?) or d.author_id = ? and d.kind = any(?)
     order by d.publish_at nulls last, d.edited_at desc, d.id`,
    [`{${published.join(',')}}`, act.by.id, `{${kinds.join(',')}}`],
  );
  const moment = (text: string | null) => (text === null ? null : new Date(text));
  return {
    drafts: rows.map(row => ({ ...row, editedAt: new Date(row.editedAt), publishAt: moment(row.publishAt) })),
    kinds,
  };
}

interface Moments {
  editedAt: string;
  publishAt: string | null;
}

/** The kinds this person may write drafts of, in the board's order. */
export function kindsToWrite(act: Act): DocumentKind[] {
  return documentKinds.filter(kind => may(act.by, 'writeDraft', { kind }));
}

export interface DraftForm extends Choices {
  kind: DocumentKind;
  kinds: DocumentKind[];
  acceptedFiles: string;
  /** Of an order: what its duties may speak of. */
  choices: DutyChoices | null;
  mayPublish: boolean;
}

/** What the form of a draft offers; of the first kind this person writes when none is asked for. Refusals: not-found, not-allowed. */
export async function draftForm(act: Act, asked?: DocumentKind, chosen: Chosen = {}): Promise<DraftForm> {
  see(act, 'readBoard');
  permit(act, 'writeDrafts');
  const kinds = kindsToWrite(act);
  const kind = asked ?? kinds[0]!;
  permit(act, 'writeDraft', { kind });
  const choices = kind === 'order' ? await dutyChoices(act) : null;
  const offered = await choicesOf(act, kind, chosen);
  return { kind, kinds, ...offered, acceptedFiles, choices, mayPublish: may(act.by, postingOf[kind]) };
}

export interface DraftView {
  id: number;
  version: number;
  kind: DocumentKind;
  title: string;
  text: string;
  audience: string[];
  acknowledgeBy: Day | null;
  duties: DutyEntry[];
  effectiveFrom: Day | null;
  effectiveUntil: Day | null;
  isPublic: boolean;
  pinned: boolean;
  /** Instead of which document it is to be published. */
  replacesId: number | null;
  files: FileLine[];
  author: string;
  editor: string;
  editedAt: Date;
  publishAt: Date | null;
  publisher: string | null;
  held: boolean;
}

/** One draft with its words. Refusal: not-found. */
export async function draft(act: Act, id: number): Promise<DraftView> {
  const found = await loadDraft(act, id);
  const { version, kind, title, text, audience, editedAt } = found;
  return {
    ...{ id, version, kind, title, text, audience, editedAt },
    acknowledgeBy: found.acknowledgeBy ?? null,
    duties: found.duties,
    effectiveFrom: found.effectiveFrom ?? null,
    effectiveUntil: found.effectiveUntil ?? null,
    ...{ isPublic: found.isPublic, pinned: found.pinned, replacesId: found.replaces?.id ?? null },
    files: await filesOf(act, { draftId: id }),
    author: found.author.shortName,
    editor: found.editor.shortName,
    publishAt: found.publishAt ?? null,
    publisher: found.publisher?.shortName ?? null,
    held: Boolean(found.heldAt),
  };
}

/** A file of a draft, the first when none is named. Refusal: not-found. */
export async function draftFile(act: Act, id: number, fileId?: number): Promise<FileContent> {
  await loadDraft(act, id);
  return readHungFile(act, { draftId: id }, fileId);
}

/** The draft, held for this act, when this person may see it. Refusal: not-found. */
export async function loadDraft(act: Act, id: number): Promise<BoardDraft> {
  see(act, 'readBoard');
  await act.em.execute('select 1 from board_draft where id = ? for update', [id]);
  const found = await act.em.findOne(BoardDraft, { id }, { populate: ['author', 'editor', 'publisher'] });
  if (!found) throw new Refusal('not-found', 'not-found');
  see(act, 'readDraft', { kind: found.kind, authorId: found.author.id });
  return found;
}
