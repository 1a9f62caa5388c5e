import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Act } from '#school/act.ts';
import type { FileContent } from '#school/files.ts';
import { type ApiHouse, actOf } from '../doors.ts';

interface FilePage {
  path: string;
  /** The room's question: refuses unless this person may see the object that the file hangs on. */
  find(act: Act, request: FastifyRequest): Promise<FileContent>;
}

/** A kept file at an address of its object: there is no way to a file but through what it was attached to. */
export function filePage(app: FastifyInstance, api: ApiHouse, { path, find }: FilePage): void {
  app.get(path, async (request, reply) => {
    const file = await actOf(api, request, act => find(act, request));
    return sendFile(reply, file, request.headers['if-none-match']);
  });
}

/** The sum of the bytes a browser keeps of this address already: a page of pictures asks for each of them again. */
export function knownOf(request: FastifyRequest): string | undefined {
  return /^"([\da-f]{64})"$/.exec(request.headers['if-none-match'] ?? '')?.[1];
}

/** Somebody else's bytes: never guessed at, never run, never kept by a shared computer without asking again. */
function sendFile(reply: FastifyReply, file: FileContent, known: string | undefined): FastifyReply {
  const tag = `"${file.sha256}"`;
  reply.headers({
    etag: tag,
    'cache-control': 'private, no-cache',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    'content-disposition': `${file.inline ? 'inline' : 'attachment'}; ${nameParameters(file.name)}`,
  });
  if (known === tag) return reply.code(304).send();
  return reply.type(file.type).send(file.content);
}

/** Both forms of the name (RFC 6266): for browsers the UTF-8 one, for the rest what ASCII can hold of it. */
export function nameParameters(name: string, ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')): string {
  const encoded = encodeURIComponent(name).replace(/['()*]/g, sign => `%${sign.charCodeAt(0).toString(16)}`);
  return `filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
