import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Act } from '#school/act.ts';
import { Refusal } from '#school/refusal.ts';
import { type ApiHouse, statusOf } from '../doors.ts';
import { showPage } from './page.ts';

type Show = (act: Act, request: FastifyRequest) => Promise<object>;

interface Preview {
  path: string;
  /** The page that shows what would be written. */
  name: string;
  show: Show;
  /** The page on which the form stands: it is shown again when the form is refused. */
  on: { name: string; show: Show };
}

/** A form that writes nothing and is answered with a page at once: what would come of it, to be confirmed there. */
export function preview(app: FastifyInstance, api: ApiHouse, { path, name, show, on }: Preview): void {
  app.post(path, async (request: FastifyRequest, reply: FastifyReply) => {
    try {
      return await showPage(api, { request, reply, name, show });
    } catch (error) {
      if (!(error instanceof Refusal) || ['signed-out', 'not-found'].includes(error.kind)) throw error;
      reply.code(statusOf[error.kind]);
      return showPage(api, { request, reply, ...on, refusal: error });
    }
  });
}
