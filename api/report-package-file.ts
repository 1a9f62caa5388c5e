import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { packageContent, packagePiece } from '#journal/reports/package/packages.ts';
import { type ApiHouse, actOf } from './doors.ts';

interface Taking {
  request: FastifyRequest;
  reply: FastifyReply;
  id: number;
}

/** The ZIP itself, under a name that says the term and nobody's name. */
export async function sendReportPackage(api: ApiHouse, { request, reply, id }: Taking): Promise<FastifyReply> {
  const { term, bytes, pieces } = await actOf(api, request, act => packageContent(act, id));
  const name = `reports-${term.name}-${term.year.replace('/', '-')}.zip`;
  reply.headers({
    'content-disposition': `attachment; filename="${name}"`,
    'cache-control': 'no-store',
    'content-length': bytes,
  });
  const content = Readable.from(piecesOf(number => actOf(api, request, act => packagePiece(act, id, number)), pieces));
  return reply.type('application/zip').send(content);
}

/** One after another, as they are taken: never the whole in memory. */
async function* piecesOf(piece: (number: number) => Promise<Buffer>, count: number): AsyncGenerator<Buffer> {
  for (let number = 0; number < count; number++) yield await piece(number);
}
