import { prepared } from '#db/prepared.ts';
import type { Act } from '#school/act.ts';
import type { PictureSize } from '#school/picture-size.ts';

export interface ReplyFileView {
  id: number;
  name: string;
  /** In bytes. */
  size: number;
  /** Of a picture: its size in points, as it is shown. */
  picture: PictureSize | null;
}

/** A file with when it was hung on the reply, and taken away again. */
export interface HungFile {
  file: ReplyFileView;
  at: Date;
  removedAt: Date | null;
}

/** What hangs on these replies now, in the order it was hung. */
export async function filesOf(act: Act, replyIds: readonly number[]): Promise<Map<number, ReplyFileView[]>> {
  const rows = await rowsOf(act, replyIds, 'and h.removed_at is null');
  const hung = Map.groupBy(rows, ({ reply_id: replyId }) => replyId);
  return new Map([...hung].map(([replyId, own]) => [replyId, own.map(fileOf)]));
}

/** All that ever hung on a reply. */
export async function filesEver(act: Act, replyId: number): Promise<HungFile[]> {
  const rows = await rowsOf(act, [replyId], '');
  return rows.map(row => ({
    file: fileOf(row),
    at: new Date(row.at),
    removedAt: row.removed_at === null ? null : new Date(row.removed_at),
  }));
}

interface FileRow {
  id: number;
  reply_id: number;
  name: string;
  size: number;
  width: number | null;
  height: number | null;
  at: string;
  removed_at: string | null;
}

function rowsOf(act: Act, replyIds: readonly number[], which: string): Promise<FileRow[]> {
  return prepared<FileRow>(
    act.em,
    `select h.id, h.reply_id, f.name, f.size, h.width, h.height, h.at, h.removed_at
     from reply_file h join stored_file f on f.id = h.file_id where h.reply_id = any(?) ${which} order by h.id`,
    [`{${replyIds.join()}}`],
  );
}

function fileOf({ id, name, size, width, height }: FileRow): ReplyFileView {
  return { id, name, size, picture: width === null || height === null ? null : { width, height } };
}
