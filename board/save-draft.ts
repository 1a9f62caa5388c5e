import { BoardDraft } from '#db/board/board-draft.ts';
import { Person } from '#db/school/person.ts';
import type { Act } from '#school/act.ts';
import { permit, see } from '#school/permissions.ts';
import { invalid, Refusal } from '#school/refusal.ts';
import { tidyText } from '#school/typed-text.ts';
import { checkAudience } from './audience.ts';
import { readTitle, readWords } from './document-words.ts';
import { loadDraft } from './drafts.ts';
import { refuseElsewhere } from './duties/check-duties.ts';
import { tidyDuties } from './duties/tidy-duties.ts';
import { dropFiles, hangFiles } from './files.ts';
import { type DocumentKind, isKind } from './kinds.ts';
import type { DocumentEntry } from './post-document.ts';
import { documentToReplace } from './supersede.ts';
import { checkForce, checkPublic, readDay, type TypedTerms } from './terms.ts';

/** A draft as it was typed: a title it must have, the rest may come later. */
export type DraftEntry = Pick<
  DocumentEntry,
  'title' | 'text' | 'audience' | keyof TypedTerms | 'isPublic' | 'pinned' | 'replaces' | 'files' | 'duties'
> & {
  /** Files that hang on it and are to go. */
  dropFiles?: readonly number[];
};

/**
 * Begins a draft (5.1, 6.1b). Gives its id. Refusals: not-found for families, not-allowed by kind, invalid at kind, title, text,
 * audience, acknowledgeBy, effectiveFrom, effectiveUntil, isPublic, replaces, file, duty0Kind.
 */
export async function beginDraft(act: Act, kind: string, entry: DraftEntry): Promise<number> {
  see(act, 'readBoard');
  if (!isKind(kind)) invalid('document-kind', 'kind');
  permit(act, 'writeDraft', { kind });
  const by = act.em.getReference(Person, act.by.id);
  const words = await read(act, kind, entry);
  const draft = act.em.create(BoardDraft, { kind, ...words, author: by, editor: by, editedAt: act.at });
  await act.em.flush();
  await hangFiles(act, { draftId: draft.id }, entry.files ?? []);
  return draft.id;
}

/**
 * Saves an edit; whatever was planned for its publication is off, for what is signed must have been read. `version` is the one
 * the editor began from: conflict when another has saved since, so that nobody's text is lost. Refusals besides: as beginDraft.
 */
export async function saveDraft(act: Act, id: number, entry: DraftEntry & { version: number }): Promise<void> {
  const draft = await loadDraft(act, id);
  if (draft.version !== entry.version) throw new Refusal('conflict', 'draft-conflict', { field: 'text' });
  Object.assign(draft, await read(act, draft.kind, entry));
  draft.editor = act.em.getReference(Person, act.by.id);
  draft.editedAt = act.at;
  draft.publisher = null;
  draft.publishAt = null;
  draft.heldAt = null;
  await act.em.flush();
  if (entry.dropFiles?.length) await dropFiles(act, id, entry.dropFiles);
  await hangFiles(act, { draftId: id }, entry.files ?? []);
}

/** Throws a draft away. Refusal: not-found. */
export async function dropDraft(act: Act, id: number): Promise<void> {
  const draft = await loadDraft(act, id);
  await dropFiles(act, id);
  act.em.remove(draft);
}

async function read(act: Act, kind: DocumentKind, entry: DraftEntry) {
  const duties = tidyDuties(entry.duties ?? []);
  refuseElsewhere(duties, kind);
  return {
    title: readTitle(entry.title),
    text: readWords(tidyText(entry.text)),
    audience: entry.audience.length === 0 ? [] : await checkAudience(act, kind, entry.audience),
    acknowledgeBy: readDay(entry.acknowledgeBy, 'document-acknowledge-by', 'acknowledgeBy'),
    ...checkForce(act, '1950-01-01', entry),
    isPublic: checkPublic(kind, entry.isPublic ?? false),
    pinned: entry.pinned ?? false,
    replaces: entry.replaces ? await documentToReplace(act, kind, entry.replaces) : null,
    duties,
  };
}
