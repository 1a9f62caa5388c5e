import type { FastifyInstance } from 'fastify';
import { type AssignmentEntry, assignByHand } from '#school/assignments/assign-by-hand.ts';
import { functions } from '#school/assignments/functions.ts';
import { withdrawChange } from '#school/assignments/withdraw-change.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { AssignmentBody, FunctionsBody, PageQuery } from './function-shapes.ts';
import { answers, Created, IdParams, Nothing, type Static } from './schemas.ts';

/** Functions of the regulation for programs (6.1): the heads of the school and the registrar read, the director assigns. */
export function functionRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.get<{ Querystring: Static<typeof PageQuery> }>(
    '/functions',
    { schema: { querystring: PageQuery, response: answers(FunctionsBody) } },
    request => actOf(api, request, act => functions(act, request.query)),
  );

  app.post<{ Body: AssignmentEntry }>(
    '/functions',
    { schema: { body: AssignmentBody, response: answers(Created, 201) } },
    async (request, reply) => {
      const id = await actOf(api, request, act => assignByHand(act, request.body));
      return reply.code(201).send({ id });
    },
  );

  app.delete<{ Params: Static<typeof IdParams> }>(
    '/functions/:id',
    { schema: { params: IdParams, response: answers(Nothing, 204), description: 'Withdraws what has not begun yet.' } },
    async (request, reply) => {
      await actOf(api, request, act => withdrawChange(act, request.params.id));
      return reply.code(204).send();
    },
  );
}
