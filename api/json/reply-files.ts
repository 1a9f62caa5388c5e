import type { ReplyFileView } from '#forum/files-of.ts';
import { sentFiles } from '../uploads.ts';
import { Id, Type } from './schemas.ts';

export const FilesBody = Type.Array(
  Type.Object({
    id: Id,
    name: Type.String(),
    size: Type.Integer({ description: 'in bytes' }),
    picture: Type.Union([Type.Object({ width: Type.Integer(), height: Type.Integer() }), Type.Null()], {
      description: 'of a picture: its size in points, as it is shown',
    }),
    href: Type.String({ description: 'where its bytes are' }),
  }),
);

/** In a multipart form: parts named «files», ten at most. */
export const SentFiles = Type.Optional(
  Type.Unsafe<unknown>({ description: 'of a multipart form: up to ten files, each a part of this name' }),
);

/** What a body typed, with the files that came beside it. */
export function withFiles<B extends { files?: unknown }>({ files, ...typed }: B) {
  return { ...typed, files: sentFiles(files) };
}

/** Replies with the addresses at which their files are read. */
export function withAddresses<R extends { id: number; files: readonly ReplyFileView[] }>(
  replies: readonly R[],
  owner: string,
) {
  return replies.map(reply => ({
    ...reply,
    files: reply.files.map(file => ({ ...file, href: `${owner}/${reply.id}/files/${file.id}` })),
  }));
}
