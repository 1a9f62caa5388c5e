import type { FastifyInstance } from 'fastify';
import { askFirstPasswordLetter } from '#school/first-password-letter.ts';
import { people, personCard } from '#school/people.ts';
import { Refusal } from '#school/refusal.ts';
import { resetPassword } from '#school/reset-password.ts';
import { classPeople } from '#school/slips/class-people.ts';
import { giveSlips } from '#school/slips/give-slips.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { answers, Id, IdParams, Nothing, type Static, Type } from './schemas.ts';

const Text = Type.String();
const TextOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'] });
const Person = Type.Object({
  ...{ id: Id, name: Text, login: Text, roles: Type.Array(Text), classes: TextOrNull },
  ...{ hasPassword: Type.Boolean(), lastSeenAt: TextOrNull, linkedChats: Type.Integer() },
});
const Asked = Type.Object({
  search: Type.Optional(Type.String({ maxLength: 100 })),
  role: Type.Optional(Type.Enum(['staff', 'parent', 'student'])),
  page: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })),
});
const Slip = Type.Object(
  { name: Text, login: Text, password: Text, linkCode: Text },
  { description: 'The password and the code are shown this once and kept only as hashes' },
);
const ClassPeople = Type.Object({
  ...{ classId: Id, className: Text },
  people: Type.Array(
    Type.Object({
      ...{ id: Id, name: Text, kind: Text, children: TextOrNull },
      ...{ hasPassword: Type.Boolean(), isStaff: Type.Boolean() },
    }),
  ),
});
const Chosen = Type.Object({
  people: Type.Optional(
    Type.Array(Id, { maxItems: 500, description: 'Of the class; without it everybody who has no password yet' }),
  ),
});

type WithId = { Params: Static<typeof IdParams> };

/** The user base and its credentials for programs of the registrar and of class teachers (2.2, 7). */
export function peopleRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.get<{ Querystring: Static<typeof Asked> }>(
    '/people',
    {
      schema: {
        querystring: Asked,
        response: answers(
          Type.Object({ rows: Type.Array(Person), total: Type.Integer(), page: Type.Integer(), pages: Type.Integer() }),
        ),
      },
    },
    request =>
      actOf(api, request, async act => {
        const view = await people(act, request.query);
        return { ...view, rows: view.rows.map(written) };
      }),
  );
  app.get<WithId>(
    '/people/:id',
    { schema: { params: IdParams, response: answers(Type.Object({ ...Person.properties, email: TextOrNull })) } },
    request => actOf(api, request, async act => written(await personCard(act, request.params.id))),
  );
  app.post<WithId>('/people/:id/slip', { schema: { params: IdParams, response: answers(Slip) } }, request =>
    actOf(api, request, act => resetPassword(act, request.params.id)),
  );
  app.post<WithId>(
    '/people/:id/letter',
    { schema: { params: IdParams, response: answers(Nothing, 204) } },
    async (request, reply) => {
      await actOf(api, request, async act => {
        if (!api.mails) throw new Refusal('not-found', 'not-found');
        await askFirstPasswordLetter(act, request.params.id);
      });
      return reply.code(204).send(null);
    },
  );

  app.get<WithId>('/classes/:id/slips', { schema: { params: IdParams, response: answers(ClassPeople) } }, request =>
    actOf(api, request, act => classPeople(act, request.params.id)),
  );
  app.post<WithId & { Body: Static<typeof Chosen> | undefined }>(
    '/classes/:id/slips',
    { schema: { params: IdParams, body: Chosen, response: answers(Type.Object({ slips: Type.Array(Slip) })) } },
    request =>
      actOf(api, request, async act => {
        const chosen = request.body?.people ?? null;
        return { slips: await giveSlips(act, request.params.id, chosen) };
      }),
  );
}

function written<P extends { lastSeenAt: Date | null }>(person: P) {
  return { ...person, lastSeenAt: person.lastSeenAt?.toISOString() ?? null };
}
