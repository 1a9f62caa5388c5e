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
    request.session = await api.house.ask(inquiry => findSession(inquiry, token));
  });
  // After signing out at a shared computer «Back» must show nothing (7e).
  app.addHook('onSend', async (request, reply) => {
    if (request.session && !reply.hasHeader('cache-control')) reply.header('cache-control', 'private, no-store');
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

function carriesToken(request: FastifyRequest): boolean {
  // Signing in anew from a page left open must work whatever session the browser still has.
  if (request.routeOptions.config.opensSession && request.headers['sec-fetch-site'] !== 'cross-site') return true;
  const body = request.body as { _csrf?: unknown } | null | undefined;
  const token = request.headers['x-csrf-token'] ?? body?._csrf;
  return token === request.session?.csrfToken;
}

/** Hands the browser its session. */
export function setSessionCookie(reply: FastifyReply, api: ApiHouse, token: string): void {
  reply.setCookie(sessionCookie, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: api.publicUrl?.startsWith('https:') ?? false,
    maxAge: 30 * 24 * 60 * 60,
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
