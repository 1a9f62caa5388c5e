import type { FastifyReply, FastifyRequest } from 'fastify';
import { classJournalContent } from '#journal/reports/class-journal/class-journals.ts';
import { type ApiHouse, actOf } from './doors.ts';

interface Taking {
  request: FastifyRequest;
  reply: FastifyReply;
  id: number;
}

/** The PDF itself, under a name that says the year and nobody's name. */
export async function sendClassJournal(api: ApiHouse, { request, reply, id }: Taking): Promise<FastifyReply> {
  const { view, content } = await actOf(api, request, act => classJournalContent(act, id));
  const name = `class-journal-${view.classId}-${view.year.replace('/', '-')}-${id}.pdf`;
  reply.headers({ 'content-disposition': `attachment; filename="${name}"`, 'cache-control': 'no-store' });
  return reply.type('application/pdf').send(content);
}
