import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '#school/refusal.ts';

/** Five files of ten megabytes and what is typed around them. */
const mostFormBytes = 55_000_000;

/** Turns away at the threshold what no page of ours and no honest program sends. */
export function guardBodies(app: FastifyInstance): void {
  app.addHook('onRequest', async request => {
    // PostgreSQL keeps no NUL, and its protocol ends a statement there.
    if (request.url.includes('%00')) throw malformed();
    if (!isMultipart(request)) return;
    // Such a form is held in memory whole: not for strangers, and not without end.
    if (!request.session) throw new Refusal('signed-out', 'signed-out');
    if (!(Number(request.headers['content-length']) <= mostFormBytes)) throw new Refusal('too-large', 'too-large');
  });
  app.addHook('preHandler', async request => {
    if (holdsNul(request.body)) throw malformed();
  });
}

/** Whether the fault is a broken form: its reader throws plain errors, once the session is found and before a body is. */
export function isBrokenForm(request: FastifyRequest): boolean {
  return isMultipart(request) && request.session !== undefined && !request.body;
}

function isMultipart({ headers }: FastifyRequest): boolean {
  return headers['content-type']?.toLowerCase().startsWith('multipart/') ?? false;
}

function holdsNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0');
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return false;
  return Object.entries(value).some(([name, one]) => name.includes('\0') || holdsNul(one));
}

function malformed(): Refusal {
  return new Refusal('invalid', 'malformed', { facts: { detail: '' } });
}
