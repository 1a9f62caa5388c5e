import { BoardDocument } from '#db/board/board-document.ts';
import { BoardDraft } from '#db/board/board-draft.ts';
import { BoardFile } from '#db/board/board-file.ts';
import type { Act } from '#school/act.ts';
import { type FileContent, keepFile, readFile, type SentFile } from '#school/files.ts';
import { invalid, Refusal } from '#school/refusal.ts';

/** A file hung on a document or a draft. */
export interface FileLine {
  id: number;
  name: string;
  size: number;
  position: number;
}

/** On what a file hangs. */
export type FileOwner = { documentId: number } | { draftId: number };

/** So many files a document takes. */
export const mostFiles = 10;

/** Hangs files after those that hang there. Refusals at `file`: too many, and those of keepFile. */
export async function hangFiles(act: Act, owner: FileOwner, sent: readonly SentFile[]): Promise<void> {
  if (sent.length === 0) return;
  const hung = await filesOf(act, owner);
  if (hung.length + sent.length > mostFiles) invalid('document-files-many', 'file', { most: mostFiles });
  const place = placeOf(act, owner);
  const last = hung.at(-1)?.position ?? 0;
  for (const [index, one] of sent.entries()) {
    const file = keepFile(act, one, 'file');
    act.em.create(BoardFile, { ...place, file, position: last + index + 1 });
  }
  await act.em.flush();
}

/** The files in their order. The caller has asked whether their owner may be seen. */
export function filesOf(act: Act, owner: FileOwner): Promise<FileLine[]> {
  const [column, id] = 'documentId' in owner ? ['document_id', owner.documentId] : ['draft_id', owner.draftId];
  return act.em.execute<FileLine[]>(
    `select h.id, f.name, f.size, h.position from board_file h join stored_file f on f.id = h.file_id
     where h.${column} = ? order by h.position, h.id`,
    [id],
  );
}

/** One of the files with its bytes; the first when none is asked for. Refusal: not-found. */
export async function readHungFile(act: Act, owner: FileOwner, id?: number): Promise<FileContent> {
  const hung = await act.em.findOne(
    BoardFile,
    { ...idsOf(owner), ...(id === undefined ? {} : { id }) },
    { orderBy: { position: 'asc', id: 'asc' } },
  );
  if (!hung) throw new Refusal('not-found', 'not-found');
  return readFile(act, hung.file.id);
}

/** Hands the files of a draft over to the document it has become. */
export async function moveFiles(act: Act, draftId: number, documentId: number): Promise<void> {
  await act.em.execute('update board_file set document_id = ?, draft_id = null where draft_id = ?', [
    documentId,
    draftId,
  ]);
}

/** Hangs the files of one edition on the next as well, but those left out. */
export async function carryFiles(act: Act, from: number, to: number, without: readonly number[]): Promise<void> {
  await act.em.execute(
    `insert into board_file (document_id, file_id, position)
     select ?, file_id, position from board_file where document_id = ? and id <> all(?) order by position, id`,
    [to, from, `{${without.join(',')}}`],
  );
}

/** Takes files from a draft and forgets them; others of its files stay. All of them, when none is named. */
export async function dropFiles(act: Act, draftId: number, ids?: readonly number[]): Promise<void> {
  const which = ids ? { id: { $in: [...ids] } } : {};
  const hung = await act.em.find(BoardFile, { draft: draftId, ...which }, { populate: ['file'] });
  for (const one of hung) act.em.remove(one).remove(one.file);
  await act.em.flush();
}

function idsOf(owner: FileOwner) {
  return 'documentId' in owner ? { document: owner.documentId } : { draft: owner.draftId };
}

function placeOf(act: Act, owner: FileOwner) {
  return 'documentId' in owner
    ? { document: act.em.getReference(BoardDocument, owner.documentId) }
    : { draft: act.em.getReference(BoardDraft, owner.draftId) };
}
