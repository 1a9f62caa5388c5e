import type { FastifyInstance } from 'fastify';
import { draft, drafts } from '#board/drafts.ts';
import { publishDraft, scheduleDraft } from '#board/publish-draft.ts';
import { beginDraft, dropDraft, saveDraft } from '#board/save-draft.ts';
import type { Act } from '#school/act.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import * as shapes from './board-draft-shapes.ts';
import { withAddresses } from './board-shapes.ts';
import { answers, Created, IdParams, Nothing, type Static } from './schemas.ts';

type WithId = { Params: Static<typeof IdParams> };

/** Drafts of «Учительская» for programs: written, saved, published now or left to the clock. */
export function boardDraftRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.get('/board/drafts', { schema: { response: answers(shapes.DraftsBody) } }, request =>
    actOf(api, request, drafts),
  );

  app.post<{ Body: Static<typeof shapes.NewDraftBody> }>(
    '/board/drafts',
    { schema: { body: shapes.NewDraftBody, response: answers(Created, 201) } },
    async (request, reply) => {
      const { kind, ...entry } = request.body;
      const id = await actOf(api, request, act => beginDraft(act, kind, entry));
      return reply.code(201).send({ id });
    },
  );

  app.get<WithId>('/board/drafts/:id', { schema: { params: IdParams, response: answers(shapes.DraftBody) } }, request =>
    actOf(api, request, async act => {
      const view = await draft(act, request.params.id);
      return { ...view, files: withAddresses(view.files, `/board/drafts/${view.id}`) };
    }),
  );

  app.put<WithId & { Body: Static<typeof shapes.SavedDraftBody> }>(
    '/board/drafts/:id',
    { schema: { params: IdParams, body: shapes.SavedDraftBody, response: answers(Nothing, 204) } },
    async (request, reply) => {
      await actOf(api, request, act => saveDraft(act, request.params.id, request.body));
      return reply.code(204).send();
    },
  );

  app.delete<WithId>(
    '/board/drafts/:id',
    { schema: { params: IdParams, response: answers(Nothing, 204) } },
    async (request, reply) => {
      await actOf(api, request, act => dropDraft(act, request.params.id));
      return reply.code(204).send();
    },
  );

  app.post<WithId & { Body: Static<typeof shapes.PublicationBody> }>(
    '/board/drafts/:id/publication',
    { schema: { params: IdParams, body: shapes.PublicationBody, response: answers(shapes.PublishedBody) } },
    async request => ({ id: await actOf(api, request, act => publish(act, request.params.id, request.body.at)) }),
  );
}

async function publish(act: Act, id: number, at: string | undefined): Promise<number | null> {
  if (at === undefined) return publishDraft(act, id);
  await scheduleDraft(act, id, at);
  return null;
}
