import type { FastifyInstance } from 'fastify';
import { acknowledge, acknowledgements } from '#board/acknowledgements.ts';
import { document } from '#board/document.ts';
import { documents } from '#board/documents.ts';
import { postDocument } from '#board/post-document.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import {
  AcknowledgementsBody,
  DocumentBody,
  DocumentsBody,
  DocumentsQuery,
  NewDocumentBody,
  withAddresses,
} from './board-shapes.ts';
import { answers, Created, IdParams, Nothing, type Static } from './schemas.ts';

type WithId = { Params: Static<typeof IdParams> };

/** «Учительская» for programs: staff only, «not found» to everyone else. */
export function boardRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.get<{ Querystring: Static<typeof DocumentsQuery> }>(
    '/board',
    { schema: { querystring: DocumentsQuery, response: answers(DocumentsBody) } },
    request => actOf(api, request, act => documents(act, request.query)),
  );

  app.get<{ Querystring: Static<typeof DocumentsQuery> }>(
    '/board/archive',
    { schema: { querystring: DocumentsQuery, response: answers(DocumentsBody) } },
    request => actOf(api, request, act => documents(act, { ...request.query, archive: true })),
  );

  app.post<{ Body: Static<typeof NewDocumentBody> }>(
    '/board',
    { schema: { body: NewDocumentBody, response: answers(Created, 201) } },
    async (request, reply) => {
      // A program names a number because a book on paper already has it: no need to ask twice, as the form does.
      const { number, outOfTurn = true, ...entry } = request.body;
      const id = await actOf(api, request, act =>
        postDocument(act, { ...entry, number: number ?? undefined, outOfTurn }),
      );
      return reply.code(201).send({ id });
    },
  );

  app.get<WithId>('/board/:id', { schema: { params: IdParams, response: answers(DocumentBody) } }, request =>
    actOf(api, request, async act => {
      const view = await document(act, request.params.id);
      return { ...view, files: withAddresses(view.files, `/board/${view.id}`) };
    }),
  );

  app.post<WithId>(
    '/board/:id/acknowledgement',
    { schema: { params: IdParams, response: answers(Nothing, 204) } },
    async (request, reply) => {
      await actOf(api, request, act => acknowledge(act, request.params.id, 'page'));
      return reply.code(204).send();
    },
  );

  app.get<WithId>(
    '/board/:id/acknowledgements',
    { schema: { params: IdParams, response: answers(AcknowledgementsBody) } },
    request => actOf(api, request, act => acknowledgements(act, request.params.id)),
  );
}
