import type { FastifyInstance } from 'fastify';
import { takeBackMovement } from '#journal/movement/take-back-movement.ts';
import { enrolNew, letGo, moveToClass, takeIn } from '#school/movement/enter-movement.ts';
import { movement } from '#school/movement/movement.ts';
import { studentMovement } from '#school/movement/student-movement.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import {
  DepartureBody,
  EntryBody,
  LineBody,
  MovementBody,
  MovementQuery,
  NewStudentBody,
  ReasonBody,
  StudentMovementBody,
} from './movement-shapes.ts';
import { answers, Created, IdParams, Nothing, type Static } from './schemas.ts';

type WithId = { Params: Static<typeof IdParams> };

/** Students' movement for programs: figures and events of a span, a student's stays, and the four events with their taking back. */
export function movementRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.get<{ Querystring: Static<typeof MovementQuery> }>(
    '/movement',
    { schema: { querystring: MovementQuery, response: answers(MovementBody) } },
    request => actOf(api, request, act => movement(act, request.query)),
  );
  app.get<WithId>(
    '/movement/students/:id',
    { schema: { params: IdParams, response: answers(StudentMovementBody) } },
    request => actOf(api, request, act => studentMovement(act, request.params.id)),
  );
  app.post<{ Body: Static<typeof NewStudentBody> }>(
    '/movement/students',
    {
      schema: {
        body: NewStudentBody,
        response: answers(Created, 201),
        description: 'Enrols somebody new; gives the student.',
      },
    },
    async (request, reply) => {
      const id = await actOf(api, request, act => enrolNew(act, request.body));
      return reply.code(201).send({ id });
    },
  );
  const into = { params: IdParams, body: EntryBody, response: answers(LineBody, 201) };
  app.post<WithId & { Body: Static<typeof EntryBody> }>(
    '/movement/students/:id/arrival',
    { schema: { ...into, description: 'Takes in who is in no class: enrolled or returned.' } },
    async (request, reply) =>
      reply.code(201).send({ id: await actOf(api, request, act => takeIn(act, request.params.id, request.body)) }),
  );
  app.post<WithId & { Body: Static<typeof EntryBody> }>(
    '/movement/students/:id/move',
    { schema: { ...into, description: 'Moves to another class of the year.' } },
    async (request, reply) =>
      reply.code(201).send({ id: await actOf(api, request, act => moveToClass(act, request.params.id, request.body)) }),
  );
  app.post<WithId & { Body: Static<typeof DepartureBody> }>(
    '/movement/students/:id/departure',
    { schema: { ...into, body: DepartureBody, description: 'The day is the first one no longer in the class.' } },
    async (request, reply) =>
      reply.code(201).send({ id: await actOf(api, request, act => letGo(act, request.params.id, request.body)) }),
  );
  app.post<WithId & { Body: Static<typeof ReasonBody> }>(
    '/movement/lines/:id/withdrawal',
    {
      schema: {
        ...{ params: IdParams, body: ReasonBody, response: answers(Nothing, 204) },
        description: 'Takes back the last event of a student.',
      },
    },
    async (request, reply) => {
      await actOf(api, request, act => takeBackMovement(act, request.params.id, request.body.reason));
      return reply.code(204).send();
    },
  );
}
