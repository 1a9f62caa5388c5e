import type { FastifyInstance } from 'fastify';
import { answerConsultation, closeConsultation, takeConsultation } from '#forum/consultations/answer.ts';
import { ask } from '#forum/consultations/ask.ts';
import { consultation, consultations } from '#forum/consultations/consultations.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { FilesBody, SentFiles, withAddresses, withFiles } from './reply-files.ts';
import { answers, Created, Id, IdParams, Nothing, type Static, Type } from './schemas.ts';

const Moment = Type.String({ format: 'date-time' });
const Line = {
  id: Id,
  title: Type.String(),
  asker: Type.String(),
  mine: Type.Boolean(),
  state: Type.String({ description: 'new, in-work, answered, closed' }),
  askedAt: Moment,
  dueAt: Moment,
  overdue: Type.Boolean(),
  takenBy: Type.Union([Type.String(), Type.Null()]),
};
const Lines = Type.Array(Type.Object(Line));
const ConsultationsBody = Type.Object({
  queue: Type.Union([Lines, Type.Null()], { description: 'of everybody, for the registrar' }),
  own: Lines,
});
const ConsultationBody = Type.Object({
  ...Line,
  replies: Type.Array(
    Type.Object({
      id: Id,
      number: Type.Integer(),
      author: Type.Object({ id: Id, name: Type.String() }),
      text: Type.String({ description: 'Markdown' }),
      at: Moment,
      mine: Type.Boolean(),
      files: FilesBody,
    }),
  ),
  mayAnswer: Type.Boolean(),
});
const Words = Type.Object({ text: Type.String(), files: SentFiles });
const State = Type.Object({ state: Type.Union([Type.Literal('in-work'), Type.Literal('closed')]) });
type WithId = { Params: Static<typeof IdParams> };

/** Questions to the registrar, for programs (2.6). */
export function consultationRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.get('/consultations', { schema: { response: answers(ConsultationsBody) } }, request =>
    actOf(api, request, consultations),
  );

  app.post<{ Body: Static<typeof Words> }>(
    '/consultations',
    { schema: { body: Words, response: answers(Created, 201) } },
    async (request, reply) => {
      const id = await actOf(api, request, act => ask(act, withFiles(request.body)));
      return reply.code(201).send({ id });
    },
  );

  app.get<WithId>(
    '/consultations/:id',
    { schema: { params: IdParams, response: answers(ConsultationBody) } },
    request =>
      actOf(api, request, async act => {
        const view = await consultation(act, request.params.id);
        return { ...view, replies: withAddresses(view.replies, '/consultations/replies') };
      }),
  );

  app.post<WithId & { Body: Static<typeof Words> }>(
    '/consultations/:id/replies',
    { schema: { params: IdParams, body: Words, response: answers(Nothing, 204) } },
    async (request, reply) => {
      await actOf(api, request, act => answerConsultation(act, request.params.id, withFiles(request.body)));
      return reply.code(204).send();
    },
  );

  app.put<WithId & { Body: Static<typeof State> }>(
    '/consultations/:id/state',
    { schema: { params: IdParams, body: State, response: answers(Nothing, 204) } },
    async (request, reply) => {
      const deed = request.body.state === 'closed' ? closeConsultation : takeConsultation;
      await actOf(api, request, act => deed(act, request.params.id));
      return reply.code(204).send();
    },
  );
}
