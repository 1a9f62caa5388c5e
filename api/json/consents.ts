import type { FastifyInstance } from 'fastify';
import { consentRegister } from '#school/ways/consent-register.ts';
import { recordPaperConsent, withdrawForPerson } from '#school/ways/consents.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { answers, DayText, Id, IdParams, Nothing, type Static, Type } from './schemas.ts';

const Text = Type.String();
const Asked = Type.Object({
  search: Type.Optional(Type.String({ maxLength: 100, description: 'The beginning of a family name' })),
  page: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })),
});
const Register = Type.Object({
  lines: Type.Array(
    Type.Object({
      ...{ id: Id, personId: Id, person: Text, scope: Text, form: Text, textVersion: Text, signedOn: DayText },
      ...{ recordedBy: Text, withdrawnAt: Type.Unsafe<string | null>({ type: ['string', 'null'] }) },
    }),
  ),
  ...{ page: Type.Integer(), pages: Type.Integer() },
});
const Paper = Type.Object({ personId: Id, scope: Text, signedOn: DayText });

/** The register of consents for programs of the registrar. */
export function consentRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.get<{ Querystring: Static<typeof Asked> }>(
    '/consents',
    { schema: { querystring: Asked, response: answers(Register) } },
    request =>
      actOf(api, request, async act => {
        const { lines, page, pages } = await consentRegister(act, request.query);
        const written = lines.map(line => ({ ...line, withdrawnAt: line.withdrawnAt?.toISOString() ?? null }));
        return { lines: written, page, pages };
      }),
  );
  app.post<{ Body: Static<typeof Paper> }>(
    '/consents',
    { schema: { body: Paper, response: answers(Nothing, 204) } },
    async (request, reply) => {
      await actOf(api, request, act => recordPaperConsent(act, request.body));
      return reply.code(204).send(null);
    },
  );
  app.delete<{ Params: Static<typeof IdParams> }>(
    '/consents/:id',
    { schema: { params: IdParams, response: answers(Nothing, 204) } },
    async (request, reply) => {
      await actOf(api, request, act => withdrawForPerson(act, request.params.id));
      return reply.code(204).send(null);
    },
  );
}
