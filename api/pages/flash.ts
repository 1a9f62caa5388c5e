import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApiHouse } from '../doors.ts';

const flashCookie = 'zvonok-flash';

/** Leaves a sentence (templates/flashes/<name>.hbs) for the next page. */
export function leaveFlash(reply: FastifyReply, name: string): void {
  reply.setCookie(flashCookie, name, { path: '/', httpOnly: true, sameSite: 'lax', maxAge: 60 });
}

/** The sentence left for this page, once. */
export function takeFlash(api: ApiHouse, request: FastifyRequest, reply: FastifyReply) {
  const name = request.cookies[flashCookie];
  if (!name) return undefined;
  reply.clearCookie(flashCookie, { path: '/' });
  if (!/^[a-z/-]+$/.test(name) || !api.press.has(`flashes/${name}`)) return undefined;
  return { kind: 'done', text: api.press.sentence(`flashes/${name}`) };
}
