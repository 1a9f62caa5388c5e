import type { FastifyInstance, FastifyRequest } from 'fastify';
import { changePassword } from '#school/change-password.ts';
import { revokeChat } from '#school/chats.ts';
import { revokeLinkCodes } from '#school/link-codes.ts';
import { Refusal } from '#school/refusal.ts';
import { endOtherSessions, endSession, mySessions } from '#school/sessions.ts';
import { tryPassword } from '#school/try-password.ts';
import { myWays } from '#school/ways/my-ways.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { sessionCookie } from '../sessions.ts';
import { answers, Id, IdParams, Nothing, type Static, Type } from './schemas.ts';

const Moment = Type.String({ format: 'date-time' });
const Sessions = Type.Array(
  Type.Object({ id: Id, since: Moment, lastSeenAt: Moment, shared: Type.Boolean(), current: Type.Boolean() }),
);
const Ways = Type.Object({
  ways: Type.Array(
    Type.Object({
      ...{ id: Id, messenger: Type.String(), linkedAt: Moment, spare: Type.Boolean(), agreed: Type.Boolean() },
      email: Type.Unsafe<string | null>({ type: ['string', 'null'] }),
      mode: Type.String({ description: 'open, facts-only, off' }),
    }),
  ),
  consents: Type.Array(Type.Object({ scope: Type.String(), form: Type.String(), signedOn: Type.String() })),
});
const Change = Type.Object({
  current: Type.String({ maxLength: 1024 }),
  next: Type.String({ maxLength: 1024 }),
});

type WithId = { Params: Static<typeof IdParams> };

/** One's own sign-in for programs (2.3): password, open sessions, linked chats and other ways. */
export function accountRoutes(app: FastifyInstance, api: ApiHouse): void {
  const gone = { params: IdParams, response: answers(Nothing, 204) };

  app.put<{ Body: Static<typeof Change> }>(
    '/me/password',
    { config: { whileChangingPassword: true }, schema: { body: Change, response: answers(Nothing, 204) } },
    async (request, reply) => {
      const { current, next } = request.body;
      const personId = request.session?.personId;
      if (personId === undefined) throw new Refusal('signed-out', 'signed-out');
      await tryPassword(api.house, { personId, password: current, address: request.ip });
      await actOf(api, request, act => changePassword(act, { current, next, token: tokenOf(request) }));
      return reply.code(204).send(null);
    },
  );

  app.get('/me/sessions', { schema: { response: answers(Sessions) } }, request =>
    actOf(api, request, async act => (await mySessions(act, tokenOf(request))).map(written)),
  );
  app.delete('/me/sessions', { schema: { response: answers(Nothing, 204) } }, async (request, reply) => {
    await actOf(api, request, act => endOtherSessions(act, tokenOf(request)));
    return reply.code(204).send(null);
  });
  app.delete<WithId>('/me/sessions/:id', { schema: gone }, async (request, reply) => {
    await actOf(api, request, act => endSession(act, request.params.id));
    return reply.code(204).send(null);
  });

  app.get('/me/ways', { schema: { response: answers(Ways) } }, request =>
    actOf(api, request, async act => {
      const { ways, consents } = await myWays(act);
      return { ways: ways.map(way => ({ ...way, linkedAt: way.linkedAt.toISOString() })), consents };
    }),
  );
  app.delete<WithId>('/me/ways/:id', { schema: gone }, async (request, reply) => {
    await actOf(api, request, act => revokeChat(act, request.params.id));
    return reply.code(204).send(null);
  });
  app.delete('/me/link-codes', { schema: { response: answers(Nothing, 204) } }, async (request, reply) => {
    await actOf(api, request, act => revokeLinkCodes(act, act.by.id));
    return reply.code(204).send(null);
  });
}

function written<S extends { since: Date; lastSeenAt: Date }>(session: S) {
  return { ...session, since: session.since.toISOString(), lastSeenAt: session.lastSeenAt.toISOString() };
}

function tokenOf(request: FastifyRequest): string {
  return request.cookies[sessionCookie] ?? '';
}
