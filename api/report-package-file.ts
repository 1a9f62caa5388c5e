import type { FastifyReply, FastifyRequest } from 'fastify';
import { packageContent } from '#journal/reports/package/packages.ts';
import { type ApiHouse, actOf } from './doors.ts';

interface Taking {
  request: FastifyRequest;
  reply: FastifyReply;
  id: number;
}

/** The ZIP itself, under a name that says the term and nobody's name. */
export async function sendReportPackage(api: ApiHouse, { request, reply, id }: Taking): Promise<FastifyReply> {
  const { term, content } = await actOf(api, request, act => packageContent(act, id));
  const name = `reports-${term.name}-${term.year.replace('/', '-')}.zip`;
  reply.headers({ 'content-disposition': `attachment; filename="${name}"`, 'cache-control': 'no-store' });
  return reply.type('application/zip').send(content);
}
