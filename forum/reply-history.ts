import type { Act } from '#school/act.ts';
import { shortNameOf } from '#school/names.ts';
import { Refusal } from '#school/refusal.ts';
import { filesEver, type HungFile, type ReplyFileView } from './files-of.ts';
import { replyWithTopic } from './replies.ts';

export interface VersionView {
  /** 1 is the first text. */
  version: number;
  by: string;
  at: Date;
  /** Markdown. */
  text: string;
  /** What hung on it then. */
  files: ReplyFileView[];
}

export interface ReplyHistoryView {
  topic: { id: number; title: string };
  number: number;
  /** The present text first. */
  versions: VersionView[];
}

/**
 * What a reply of the talk said, each time it was saved: for all of the staff; of a hidden reply for its author and
 * who keeps order. Refusals: not-found.
 */
export async function replyHistory(act: Act, id: number): Promise<ReplyHistoryView> {
  const { topic, number, hidden } = await replyWithTopic(act, id, 'talk');
  if (hidden && !hidden.readable) throw new Refusal('not-found', 'not-found');
  const rows = await act.em.execute<{ by: string; at: string; text: string }[]>(
    `select ${shortNameOf('a')} as by, v.at, v.text from (
       select 1 as place, id, by_id, at, text from reply_version where reply_id = :id
       union all select 2, id, author_id, coalesce(edited_at, at), text from reply where id = :id) v
     join person a on a.id = v.by_id order by v.place desc, v.id desc`,
    { id },
  );
  const ever = await filesEver(act, id);
  const versions = rows.map((row, index) => {
    const at = new Date(row.at);
    return { ...row, at, version: rows.length - index, files: hungAt(ever, at) };
  });
  return { topic, number, versions };
}

function hungAt(ever: readonly HungFile[], moment: Date): ReplyFileView[] {
  return ever
    .filter(({ at, removedAt }) => at <= moment && (removedAt === null || removedAt > moment))
    .map(({ file }) => file);
}
