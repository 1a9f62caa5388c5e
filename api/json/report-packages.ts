import type { FastifyInstance } from 'fastify';
import { cancelPackage, orderPackage, packageState } from '#journal/reports/package/packages.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { sendReportPackage } from '../report-package-file.ts';
import { answers, Created, Id, IdParams, Nothing, type Static, Type } from './schemas.ts';

const Order = Type.Object({
  term: Type.String({ description: 'quarter-1 … quarter-4, half-year-1, half-year-2, year, final' }),
  year: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'any day of a school year' })),
});
const State = Type.Object({
  id: Id,
  term: Type.String(),
  state: Type.String({ description: 'waiting, done, refused, cancelled or failed' }),
  done: Type.Integer({ description: 'papers made so far' }),
  total: Type.Integer(),
  bytes: Type.Union([Type.Integer(), Type.Null()]),
});

/** All papers of a term in one ZIP for programs: ordered, followed, fetched. */
export function reportPackageRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.post<{ Body: Static<typeof Order> }>(
    '/report-packages',
    { schema: { body: Order, response: answers(Created, 202) } },
    async (request, reply) =>
      reply.code(202).send({ id: await actOf(api, request, act => orderPackage(act, request.body)) }),
  );
  app.get<{ Params: Static<typeof IdParams> }>(
    '/report-packages/:id',
    { schema: { params: IdParams, response: answers(State) } },
    async request => {
      const { term, ...view } = await actOf(api, request, act => packageState(act, request.params.id));
      return { ...view, term: term.name };
    },
  );
  app.delete<{ Params: Static<typeof IdParams> }>(
    '/report-packages/:id',
    { schema: { params: IdParams, response: answers(Nothing, 204) } },
    async (request, reply) => {
      await actOf(api, request, act => cancelPackage(act, request.params.id));
      return reply.code(204).send(null);
    },
  );
  app.get<{ Params: Static<typeof IdParams> }>(
    '/report-packages/:id/file',
    { schema: { params: IdParams } },
    (request, reply) => sendReportPackage(api, { request, reply, id: request.params.id }),
  );
}
