import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '#school/refusal.ts';
import { isBrokenForm } from './bodies.ts';
import { type ApiHouse, statusOf, wordWholeRefusal } from './doors.ts';
import { bareFrame, frameOf } from './pages/frame.ts';

interface Answer {
  status: number;
  kind: string;
  message: string;
  /** Under it the fault stands in the log. */
  number?: string;
}

/** Words every refusal and every fault, as JSON under /api and as a page elsewhere. */
export function answerErrors(app: FastifyInstance, api: ApiHouse): void {
  app.setErrorHandler(async (error: FastifyError | Refusal | Error, request, reply) =>
    give(api, request, reply, answerTo(api, error, request)),
  );
  app.setNotFoundHandler(async (request, reply) =>
    give(api, request, reply, answerTo(api, new Refusal('not-found', 'not-found'), request)),
  );
}

function answerTo(api: ApiHouse, error: FastifyError | Refusal | Error, request: FastifyRequest): Answer {
  const refusal = error instanceof Refusal ? error : refusalOf(error as FastifyError, request);
  if (refusal)
    return { status: statusOf[refusal.kind], kind: refusal.kind, message: wordWholeRefusal(api.press, refusal) };
  const number = api.house.world.random(4).toString('hex');
  request.log.error({ number, route: request.routeOptions.url, err: error }, 'fault');
  return { status: 500, kind: 'fault', message: api.press.sentence('refusals/fault', { number }), number };
}

/** What Fastify itself refuses before a handler runs. */
function refusalOf(error: FastifyError, request: FastifyRequest): Refusal | undefined {
  if (error.validation) return new Refusal('invalid', 'malformed', { facts: { detail: error.message } });
  if (error.statusCode === 413) return new Refusal('too-large', 'too-large');
  if ((error.statusCode && error.statusCode < 500) || isBrokenForm(request))
    return new Refusal('invalid', 'malformed', { facts: { detail: '' } });
  return undefined;
}

async function give(api: ApiHouse, request: FastifyRequest, reply: FastifyReply, answer: Answer): Promise<unknown> {
  const { status, kind, message, number } = answer;
  reply.code(status);
  if (request.url.startsWith('/api')) return reply.send({ error: { kind, message, ...(number ? { number } : {}) } });
  if (kind === 'signed-out' && request.method === 'GET') {
    return reply.redirect(`/sign-in?next=${encodeURIComponent(request.url)}`, 303);
  }
  // The way out of «change the first password» is the page where it is changed.
  if (kind === 'not-allowed' && request.session?.mustChangePassword && request.method === 'GET')
    return reply.redirect('/account', 303);
  // The frame asks the rooms too; what broke the page may break it as well.
  const frame = await frameOf(api, request, reply).catch(() => bareFrame(api, request, reply));
  return reply
    .type('text/html')
    .send(api.press.page('error', { status, kind, message, number: number ?? null }, frame));
}
