import type { FastifyInstance } from 'fastify';
import { base, versionInForce } from '#board/base.ts';
import { changes } from '#board/changes.ts';
import { correctDocument } from '#board/correct-document.ts';
import { document } from '#board/document.ts';
import { openToFamilies } from '#board/open-to-families.ts';
import { peopleToTell } from '#board/people-to-tell.ts';
import { pinDocument } from '#board/pins.ts';
import { publicBase, publicDocument } from '#board/public-base.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import * as shapes from './board-base-shapes.ts';
import { DocumentBody, withAddresses } from './board-shapes.ts';
import { answers, Created, IdParams, Nothing, type Static, Type } from './schemas.ts';

type WithId = { Params: Static<typeof IdParams> };
type WithLine = { Params: Static<typeof shapes.LineParams> };
const PinBody = Type.Object({ pinned: Type.Boolean() });
const OpenBody = Type.Object({ isPublic: Type.Boolean() });

/** The normative base for programs (7b): versions of documents, what they changed, corrections, pins; and its public part. */
export function boardVersionRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.get<{ Querystring: Static<typeof shapes.BaseQuery> }>(
    '/board/base',
    { schema: { querystring: shapes.BaseQuery, response: answers(shapes.BaseBody) } },
    request => actOf(api, request, act => base(act, request.query)),
  );

  app.get<WithLine>(
    '/board/base/:line',
    { schema: { params: shapes.LineParams, response: answers(DocumentBody) } },
    request =>
      actOf(api, request, async act => {
        const view = await document(act, await versionInForce(act, request.params.line));
        return { ...view, files: withAddresses(view.files, `/board/${view.id}`) };
      }),
  );

  app.get<WithId>(
    '/board/:id/changes',
    { schema: { params: IdParams, response: answers(shapes.ChangesBody) } },
    request => actOf(api, request, act => changes(act, request.params.id)),
  );

  app.post<WithId & { Body: Static<typeof shapes.CorrectionBody> }>(
    '/board/:id/correction',
    { schema: { params: IdParams, body: shapes.CorrectionBody, response: answers(Created, 201) } },
    async (request, reply) => {
      const id = await actOf(api, request, act => correctDocument(act, request.params.id, request.body));
      return reply.code(201).send({ id });
    },
  );

  app.put<WithId & { Body: Static<typeof PinBody> }>(
    '/board/:id/pin',
    { schema: { params: IdParams, body: PinBody, response: answers(Nothing, 204) } },
    async (request, reply) => {
      await actOf(api, request, act => pinDocument(act, request.params.id, request.body.pinned));
      return reply.code(204).send();
    },
  );

  app.put<WithId & { Body: Static<typeof OpenBody> }>(
    '/board/:id/public',
    { schema: { params: IdParams, body: OpenBody, response: answers(Nothing, 204) } },
    async (request, reply) => {
      await actOf(api, request, act => openToFamilies(act, request.params.id, request.body.isPublic));
      return reply.code(204).send();
    },
  );

  app.get<{ Querystring: Static<typeof shapes.PeopleQuery> }>(
    '/board/people',
    { schema: { querystring: shapes.PeopleQuery, response: answers(shapes.PeopleBody) } },
    request => actOf(api, request, act => peopleToTell(act, request.query)),
  );

  app.get('/base', { schema: { response: answers(shapes.PublicBaseBody) } }, request =>
    actOf(api, request, publicBase),
  );

  app.get<WithLine & { Querystring: Static<typeof shapes.PublicQuery> }>(
    '/base/:line',
    {
      schema: {
        params: shapes.LineParams,
        querystring: shapes.PublicQuery,
        response: answers(shapes.PublicDocumentBody),
      },
    },
    request =>
      actOf(api, request, async act => {
        const view = await publicDocument(act, request.params.line, request.query.version);
        return { ...view, files: withAddresses(view.files, `/base/${view.line}/${view.version}`) };
      }),
  );
}
