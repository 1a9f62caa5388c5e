import type { FastifyInstance } from 'fastify';
import { editReply } from '#forum/edit-reply.ts';
import { answerLetter } from '#forum/letters/answer-letter.ts';
import { beginLetter } from '#forum/letters/begin-letter.ts';
import { correspondents } from '#forum/letters/correspondents.ts';
import { findCorrespondents } from '#forum/letters/find-correspondents.ts';
import { letter } from '#forum/letters/letter.ts';
import { letters } from '#forum/letters/letters.ts';
import { readLetter } from '#forum/letters/read-letter.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { Edit, PageQuery, Reading } from './forum-shapes.ts';
import {
  Answer,
  Answered,
  CorrespondentsBody,
  FindQuery,
  LetterBody,
  LettersBody,
  NewLetter,
  Sent,
} from './letter-shapes.ts';
import { withAddresses, withFiles } from './reply-files.ts';
import { answers, IdParams, Nothing, type Static } from './schemas.ts';

type WithId = { Params: Static<typeof IdParams> };

/** Letters for programs (1.2f, 4.2d): everybody has their own. Reading one here marks nothing as read: that is a PUT of its own. */
export function letterRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.get<{ Querystring: Static<typeof PageQuery> }>(
    '/letters',
    { schema: { querystring: PageQuery, response: answers(LettersBody) } },
    request => actOf(api, request, act => letters(act, request.query)),
  );

  app.get<{ Querystring: Static<typeof FindQuery> }>(
    '/letters/correspondents',
    { schema: { querystring: FindQuery, response: answers(CorrespondentsBody) } },
    request =>
      actOf(api, request, async act => ({
        families: await correspondents(act),
        found: await findCorrespondents(act, request.query.q ?? ''),
      })),
  );

  app.post<{ Body: Static<typeof NewLetter> }>(
    '/letters',
    { schema: { body: NewLetter, response: answers(Sent, 201) } },
    async (request, reply) => {
      const ids = await actOf(api, request, act => beginLetter(act, withFiles(request.body)));
      return reply.code(201).send({ ids });
    },
  );

  app.get<WithId & { Querystring: Static<typeof PageQuery> }>(
    '/letters/:id',
    { schema: { params: IdParams, querystring: PageQuery, response: answers(LetterBody) } },
    request =>
      actOf(api, request, async act => {
        const view = await letter(act, request.params.id, request.query);
        return { ...view, replies: withAddresses(view.replies, '/letters/parts') };
      }),
  );

  app.put<WithId & { Body: Static<typeof Reading> }>(
    '/letters/:id/reading',
    { schema: { params: IdParams, body: Reading, response: answers(Nothing, 204) } },
    async (request, reply) => {
      await actOf(api, request, act => readLetter(act, request.params.id, request.body.upTo));
      return reply.code(204).send();
    },
  );

  app.post<WithId & { Body: Static<typeof Answer> }>(
    '/letters/:id/replies',
    { schema: { params: IdParams, body: Answer, response: answers(Answered, 201) } },
    async (request, reply) => {
      const written = await actOf(api, request, act => answerLetter(act, request.params.id, withFiles(request.body)));
      return reply.code(201).send(written);
    },
  );

  app.put<WithId & { Body: Static<typeof Edit> }>(
    '/letters/replies/:id',
    { schema: { params: IdParams, body: Edit, response: answers(Nothing, 204) } },
    async (request, reply) => {
      await actOf(api, request, act => editReply(act, request.params.id, withFiles(request.body), 'letter'));
      return reply.code(204).send();
    },
  );
}
