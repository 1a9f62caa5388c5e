import type { Reply } from '#db/forum/reply.ts';
import { ReplyFile } from '#db/forum/reply-file.ts';
import { ReplyVersion } from '#db/forum/reply-version.ts';
import type { Act } from '#school/act.ts';
import type { SentFile } from '#school/files.ts';
import { permit } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { announceChange } from './announce.ts';
import { heldReply } from './held-reply.ts';
import { markCalls } from './mentions/mark-calls.ts';
import { touchMirror } from './mirror/touch.ts';
import { hangFiles, keepFiles } from './reply-files.ts';
import { type SeenKind, seenTopic } from './seen-topic.ts';
import { tellCalledByEdit } from './tell-reply.ts';
import { readText } from './text.ts';

export interface ReplyEdit {
  text: string;
  /** The one the editor began from. */
  version: number;
  /** More files to hang on it; ten at most with those that stay. */
  files?: readonly SentFile[] | undefined;
  /** Ids of its files that are taken away. */
  removed?: readonly number[] | undefined;
}

/**
 * Changes one's own reply and marks it as edited; the same text with the same files changes nothing. What a talk said before, and
 * the files it had, are kept for the staff; whom the edit calls in addition is told. Refusals: not-found, not-allowed, invalid under
 * text and files; conflict when the reply is hidden, or has been edited since, so that neither text is lost.
 */
export async function editReply(act: Act, replyId: number, typed: ReplyEdit, kind: SeenKind = 'talk'): Promise<void> {
  const reply = await heldReply(act, replyId);
  await seenTopic(act, reply.topic.id, kind);
  permit(act, 'editReply', { authorId: reply.author.id });
  if (reply.hiddenAt) throw new Refusal('conflict', 'forum/reply-hidden');
  const { files = [], removed = [] } = typed;
  const hung = await act.em.find(ReplyFile, { reply, removedAt: null });
  const gone = hung.filter(({ id }) => removed.includes(id));
  const standing = hung.length - gone.length;
  const written = readText(typed.text, { files: standing + files.length });
  const { text, called } = kind === 'talk' ? await markCalls(act, written, reply.text) : { text: written, called: [] };
  if (text === reply.text && files.length + gone.length === 0) return;
  if (typed.version !== reply.version) throw new Refusal('conflict', 'reply-conflict', { field: 'text' });
  const kept = keepFiles(act, files, { standing });
  if (kind === 'talk') keepVersion(act, reply);
  for (const one of gone) one.removedAt = act.at;
  hangFiles(act, reply, kept);
  reply.text = text;
  reply.editedAt = act.at;
  if (kind !== 'talk') return;
  await tellCalledByEdit(act, reply, { called, files: standing + files.length });
  await touchMirror(act, reply.topic.id);
  await announceChange(act, reply.topic.id, reply.id);
}

/** What was said, by whom and since when: only authors edit their replies. */
function keepVersion(act: Act, reply: Reply): void {
  const { author: by, text, at, editedAt } = reply;
  act.em.create(ReplyVersion, { reply, text, by, at: editedAt ?? at });
}
