import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '#school/refusal.ts';
import { findSession } from '#school/sign-in.ts';
import type { ApiHouse } from './doors.ts';

export const sessionCookie = 'zvonok';

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Finds the session of each request, and asks every write for its token. */
export function guardSessions(app: FastifyInstance, api: ApiHouse): void {
  app.decorateRequest('session', undefined);
  app.addHook('onRequest', async request => {
    const token = request.cookies[sessionCookie];
    // Pictures, fonts and styles are the same for everyone.
    if (!token || /^\/(public|fonts|help\/pictures)\//.test(request.url)) return;
    request.session = await api.house.ask(inquiry => findSession(inquiry, token, { byHand: isByHand(request) }));
  });
  // After signing out at a shared computer «Back» must show nothing (7e).
  app.addHook('onSend', async (request, reply) => {
    if (request.session && !reply.hasHeader('cache-control')) reply.header('cache-control', 'private, no-store');
    // The site's worker keeps nothing of what says so.
    if (request.session?.shared) reply.header('x-not-kept', '1');
  });
  app.addHook('preHandler', async request => {
    if (request.session?.mustChangePassword && !request.routeOptions.config.whileChangingPassword) {
      throw new Refusal('not-allowed', 'password-first');
    }
    if (reading.has(request.method) || request.routeOptions.config.machine) return;
    if (request.session ? !carriesToken(request) : request.headers['sec-fetch-site'] === 'cross-site') {
      throw new Refusal('not-allowed', 'stale-form');
    }
  });
}

/** A deed of the person: a page opened, something sent, or a page's word that somebody is at it. A page left alone asks too. */
function isByHand({ method, headers }: FastifyRequest): boolean {
  const asksForPage = (headers['sec-fetch-mode'] ?? 'navigate') === 'navigate';
  return !reading.has(method) || asksForPage || headers['x-by-hand'] !== undefined;
}

function carriesToken(request: FastifyRequest): boolean {
  // Signing in anew from a page left open must work whatever session the browser still has.
  if (request.routeOptions.config.opensSession && request.headers['sec-fetch-site'] !== 'cross-site') return true;
  const body = request.body as { _csrf?: unknown } | null | undefined;
  const token = request.headers['x-csrf-token'] ?? body?._csrf;
  return token === request.session?.csrfToken;
}

/** Hands the browser its session; on somebody else's computer the cookie goes when the browser is closed (7e). */
export function setSessionCookie(
  reply: FastifyReply,
  api: ApiHouse,
  { token, shared = false }: { token: string; shared?: boolean },
): void {
  reply.setCookie(sessionCookie, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: api.publicUrl?.startsWith('https:') ?? false,
    ...(shared ? {} : { maxAge: 30 * 24 * 60 * 60 }),
  });
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Called by a machine that proves itself in its own way (a messenger's webhook). */
    machine?: boolean;
    /** The sign-in routes. */
    opensSession?: boolean;
    /** Open also to somebody who must change the first password. */
    whileChangingPassword?: boolean;
  }
}
