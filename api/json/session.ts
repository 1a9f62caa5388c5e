import type { FastifyInstance } from 'fastify';
import { sampleCast } from '#school/cast.ts';
import { me } from '#school/me.ts';
import { Refusal } from '#school/refusal.ts';
import { signIn, signOut } from '#school/sign-in.ts';
import { type ApiHouse, actOf, fromLoopback } from '../doors.ts';
import { sessionCookie, setSessionCookie } from '../sessions.ts';
import { answers, Nothing, Type } from './schemas.ts';

const ChildBody = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  className: Type.Union([Type.String(), Type.Null()]),
});
const MeBody = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  roles: Type.Array(Type.String()),
  children: Type.Array(ChildBody),
});
const CastBody = Type.Array(
  Type.Object({
    login: Type.String(),
    password: Type.String(),
    name: Type.String(),
    roles: Type.Array(Type.String()),
    children: Type.Array(Type.String()),
  }),
);
const Credentials = Type.Object({
  login: Type.String({ maxLength: 255 }),
  password: Type.String({ maxLength: 1024 }),
  shared: Type.Optional(
    Type.Boolean({ description: 'On a computer that is not one’s own: the session ends after ten idle minutes' }),
  ),
});

/** Signing in and out, who I am, and in the sample school the cast. */
export function sessionRoutes(app: FastifyInstance, api: ApiHouse): void {
  const { house } = api;

  app.post<{ Body: { login: string; password: string; shared?: boolean } }>(
    '/session',
    {
      config: { opensSession: true, whileChangingPassword: true },
      schema: { body: Credentials, response: answers(Type.Object({ person: MeBody, csrfToken: Type.String() })) },
    },
    async (request, reply) => {
      const session = await signIn(house, {
        ...{ ...request.body, address: request.ip },
        former: request.cookies[sessionCookie],
      });
      setSessionCookie(reply, api, { token: session.token, shared: request.body.shared ?? false });
      return { person: await house.as(session.personId, me), csrfToken: session.csrfToken };
    },
  );

  app.delete(
    '/session',
    { config: { whileChangingPassword: true }, schema: { response: answers(Nothing, 204) } },
    async (request, reply) => {
      await house.asHouse(act => signOut(act, request.cookies[sessionCookie] ?? ''));
      return reply.clearCookie(sessionCookie, { path: '/' }).code(204).send(null);
    },
  );

  app.get('/me', { config: { whileChangingPassword: true }, schema: { response: answers(MeBody) } }, request =>
    actOf(api, request, me),
  );

  app.get('/cast', { schema: { response: answers(CastBody) } }, async request => {
    if (!house.sample || !fromLoopback(request)) throw new Refusal('not-found', 'not-found');
    return house.asHouse(sampleCast);
  });
}
