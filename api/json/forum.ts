import type { FastifyInstance } from 'fastify';
import { editReply } from '#forum/edit-reply.ts';
import { postTopic } from '#forum/post-topic.ts';
import { readTopic } from '#forum/read-topic.ts';
import { reply } from '#forum/reply.ts';
import { searchForum } from '#forum/search.ts';
import { sections } from '#forum/sections.ts';
import { topic } from '#forum/topic.ts';
import { topics } from '#forum/topics.ts';
import { dayOr } from '../days.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import {
  Edit,
  ListQuery,
  NewReply,
  NewTopic,
  PageQuery,
  Reading,
  SearchBody,
  SearchQueryShape,
  SectionBody,
  TopicBody,
  TopicsBody,
  Written,
} from './forum-shapes.ts';
import { withAddresses, withFiles } from './reply-files.ts';
import { answers, Created, IdParams, Nothing, type Static, Type } from './schemas.ts';

type WithId = { Params: Static<typeof IdParams> };

/** The staff forum for programs (3.2h). Reading a topic here marks nothing as read: that is a PUT of its own. */
export function forumRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.get('/forum/sections', { schema: { response: answers(Type.Array(SectionBody)) } }, request =>
    actOf(api, request, sections),
  );

  app.get<{ Querystring: Static<typeof ListQuery> }>(
    '/forum/topics',
    { schema: { querystring: ListQuery, response: answers(TopicsBody) } },
    request => actOf(api, request, act => topics(act, request.query)),
  );

  app.get<{ Querystring: Static<typeof SearchQueryShape> }>(
    '/forum/search',
    { schema: { querystring: SearchQueryShape, response: answers(SearchBody) } },
    request => {
      const { from, to } = request.query;
      const days = { from: dayOr(from, undefined, 'from'), to: dayOr(to, undefined, 'to') };
      return actOf(api, request, act => searchForum(act, { ...request.query, ...days }));
    },
  );

  app.post<{ Body: Static<typeof NewTopic> }>(
    '/forum/topics',
    { schema: { body: NewTopic, response: answers(Created, 201) } },
    async (request, answer) => {
      const id = await actOf(api, request, act => postTopic(act, withFiles(request.body)));
      return answer.code(201).send({ id });
    },
  );

  app.get<WithId & { Querystring: Static<typeof PageQuery> }>(
    '/forum/topics/:id',
    { schema: { params: IdParams, querystring: PageQuery, response: answers(TopicBody) } },
    request =>
      actOf(api, request, async act => {
        const view = await topic(act, request.params.id, { page: request.query.page ?? 1 });
        return { ...view, replies: withAddresses(view.replies, '/forum/replies') };
      }),
  );

  app.put<WithId & { Body: Static<typeof Reading> }>(
    '/forum/topics/:id/reading',
    { schema: { params: IdParams, body: Reading, response: answers(Nothing, 204) } },
    async (request, answer) => {
      await actOf(api, request, act => readTopic(act, request.params.id, request.body.upTo));
      return answer.code(204).send();
    },
  );

  app.post<WithId & { Body: Static<typeof NewReply> }>(
    '/forum/topics/:id/replies',
    {
      schema: {
        params: IdParams,
        body: NewReply,
        response: answers(Written, 201),
      },
    },
    async (request, answer) => {
      const written = await actOf(api, request, act => reply(act, request.params.id, withFiles(request.body)));
      return answer.code(201).send(written);
    },
  );

  app.put<WithId & { Body: Static<typeof Edit> }>(
    '/forum/replies/:id',
    { schema: { params: IdParams, body: Edit, response: answers(Nothing, 204) } },
    async (request, answer) => {
      await actOf(api, request, act => editReply(act, request.params.id, withFiles(request.body)));
      return answer.code(204).send();
    },
  );
}
