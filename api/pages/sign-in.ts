import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sampleCast } from '#school/cast.ts';
import { Refusal } from '#school/refusal.ts';
import { signIn, signOut } from '#school/sign-in.ts';
import { type ApiHouse, fromLoopback, statusOf, wordRefusal } from '../doors.ts';
import { sessionCookie, setSessionCookie } from '../sessions.ts';
import { fieldsOf, textOf } from './fields.ts';
import { frameOf } from './frame.ts';

/** The sign-in page, with the cast in the sample school, and signing out. */
export function signInPages(app: FastifyInstance, api: ApiHouse): void {
  app.get('/sign-in', { config: { whileChangingPassword: true } }, async (request, reply) =>
    request.session
      ? reply.redirect('/', 303)
      : showSignIn(api, {
          request,
          reply,
          next: textOf((request.query as { next?: unknown }).next),
          shared: 'shared' in (request.query as object),
        }),
  );

  app.post('/sign-in', { config: { opensSession: true, whileChangingPassword: true } }, async (request, reply) => {
    const fields = fieldsOf(request);
    const shared = fields.shared === 'on';
    const [login, password, next] = [textOf(fields.login), textOf(fields.password), textOf(fields.next)];
    try {
      const former = request.cookies[sessionCookie];
      const session = await signIn(api.house, { login, password, address: request.ip, former, shared });
      setSessionCookie(reply, api, { token: session.token, shared });
      return reply.redirect(ownAddress(next), 303);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      reply.code(statusOf[error.kind]);
      return showSignIn(api, { request, reply, next, login, shared, refusal: wordRefusal(api.press, error) });
    }
  });

  app.post('/sign-out', { config: { whileChangingPassword: true } }, async (request, reply) => {
    await api.house.asHouse(act => signOut(act, request.cookies[sessionCookie] ?? ''));
    // Whoever comes next at such a computer is a guest there too.
    const next = request.session?.shared ? '/sign-in?shared=1' : '/sign-in';
    return reply.clearCookie(sessionCookie, { path: '/' }).redirect(next, 303);
  });
}

interface SignInPage {
  request: FastifyRequest;
  reply: FastifyReply;
  next: string;
  login?: string;
  shared: boolean;
  refusal?: string;
}

async function showSignIn(
  api: ApiHouse,
  { request, reply, next, login, shared, refusal }: SignInPage,
): Promise<unknown> {
  const cast = api.house.sample && fromLoopback(request) ? await api.house.asHouse(sampleCast) : [];
  const view = { cast, next: ownAddress(next), login: login ?? '', shared, refusal: refusal ?? null };
  return reply.type('text/html').send(api.press.page('sign-in', view, await frameOf(api, request, reply)));
}

/** Where to go after signing in: only an address of this very site. */
function ownAddress(next: string): string {
  // Browsers drop tabs and line breaks from an address, so that «/<tab>/» would lead to another site.
  return /^\/(?![/\\])[!-~]*$/.test(next) ? next : '/';
}
