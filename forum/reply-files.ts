import type { Reply } from '#db/forum/reply.ts';
import { ReplyFile } from '#db/forum/reply-file.ts';
import type { StoredFile } from '#db/school/stored-file.ts';
import type { Act } from '#school/act.ts';
import { type FileContent, keepFile, readFile, type SentFile } from '#school/files.ts';
import { type PictureSize, pictureSize } from '#school/picture-size.ts';
import { invalid, Refusal } from '#school/refusal.ts';
import { replyWithTopic } from './replies.ts';
import type { SeenKind } from './seen-topic.ts';

/** So many files hang on one reply at most. */
export const mostFiles = 10;

/** A file that has been taken in and hangs nowhere yet. */
export interface KeptFile {
  file: StoredFile;
  picture: PictureSize | null;
}

/** Takes in the files sent with a reply that has so many already. Refusals at `files`: more than ten; as `keepFile`, each by name. */
export function keepFiles(
  act: Act,
  sent: readonly SentFile[] = [],
  { standing = 0 }: { standing?: number } = {},
): KeptFile[] {
  if (standing + sent.length > mostFiles) invalid('forum/files-many', 'files', { most: mostFiles });
  return sent.map(one => {
    const file = keepFile(act, one, 'files', { oneOfMany: sent.length > 1 });
    return { file, picture: pictureSize(file.type, one.content) };
  });
}

/** Hangs files on a reply: for a letter to a whole class the same ones on many. */
export function hangFiles(act: Act, reply: Reply, kept: readonly KeptFile[]): void {
  for (const { file, picture } of kept)
    act.em.create(ReplyFile, { reply, file, at: act.at, ...(picture ?? { width: null, height: null }) });
}

/**
 * A file of a reply, for whoever may read the reply: of a hidden one, its author and who keeps order. What an edit has taken away
 * is still there with the history of a talk. `known` as of readFile. Refusals: not-found.
 */
export async function replyFile(
  act: Act,
  replyId: number,
  fileId: number,
  { kind, known }: { kind: SeenKind; known?: string | undefined },
): Promise<FileContent> {
  const { hidden } = await replyWithTopic(act, replyId, kind);
  if (hidden && !hidden.readable) throw new Refusal('not-found', 'not-found');
  const hung = await act.em.findOne(ReplyFile, { id: fileId, reply: replyId });
  if (!hung || (hung.removedAt && kind !== 'talk')) throw new Refusal('not-found', 'not-found');
  return readFile(act, hung.file.id, { known });
}
