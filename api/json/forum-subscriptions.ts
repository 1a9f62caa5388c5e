import type { FastifyInstance } from 'fastify';
import { callable } from '#forum/mentions/callable.ts';
import { readSection } from '#forum/read-section.ts';
import { followTopic, topicWays } from '#forum/subscriptions/follow.ts';
import { followSection } from '#forum/subscriptions/follow-section.ts';
import { subscriptions } from '#forum/subscriptions/subscriptions.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { PageQuery } from './forum-shapes.ts';
import { answers, Id, IdParams, Nothing, type Static, Type } from './schemas.ts';

const SectionParams = Type.Object({ section: Type.String({ description: 'its key' }) });
const Sought = Type.Object({ q: Type.String({ description: 'what has been typed after @' }) });
const Callables = Type.Array(
  Type.Object({
    id: Id,
    name: Type.String(),
    shortName: Type.String(),
    call: Type.String({ description: 'what stands in a text to call them' }),
  }),
);
const Way = Type.Union(
  topicWays.map(way => Type.Literal(way)),
  { description: 'told of every reply; of what calls or quotes one, until one writes again; of what calls one alone' },
);
const Followed = Type.Object({ followed: Type.Boolean() });
const SubscriptionsBody = Type.Object({
  sections: Type.Array(Type.Object({ key: Type.String(), name: Type.String(), followed: Type.Boolean() })),
  topics: Type.Array(
    Type.Object({
      id: Id,
      title: Type.String(),
      section: Type.Object({ key: Type.String(), name: Type.String() }),
      lastReplyAt: Type.String({ format: 'date-time' }),
      way: Type.String(),
      chosen: Type.Boolean({ description: 'else it is followed because one has written there' }),
    }),
  ),
  total: Type.Integer(),
  page: Type.Integer(),
  pages: Type.Integer(),
});

type OfSection = { Params: Static<typeof SectionParams> };

/** What one hears of on the forum, and whom one may call there, for programs (3.2h). */
export function forumSubscriptionRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.get<OfSection & { Querystring: Static<typeof Sought> }>(
    '/forum/sections/:section/callable',
    { schema: { params: SectionParams, querystring: Sought, response: answers(Callables) } },
    request => actOf(api, request, act => callable(act, { ...request.params, ...request.query })),
  );

  app.get<{ Querystring: Static<typeof PageQuery> }>(
    '/forum/subscriptions',
    { schema: { querystring: PageQuery, response: answers(SubscriptionsBody) } },
    request => actOf(api, request, act => subscriptions(act, request.query)),
  );

  const put = { schema: { params: SectionParams, response: answers(Nothing, 204) } };
  app.put<{ Params: Static<typeof IdParams>; Body: { way: string } }>(
    '/forum/topics/:id/subscription',
    { schema: { params: IdParams, body: Type.Object({ way: Way }), response: answers(Nothing, 204) } },
    async (request, answer) => {
      await actOf(api, request, act => followTopic(act, request.params.id, request.body.way));
      return answer.code(204).send();
    },
  );
  app.put<OfSection & { Body: Static<typeof Followed> }>(
    '/forum/sections/:section/subscription',
    { schema: { ...put.schema, body: Followed } },
    async (request, answer) => {
      await actOf(api, request, act => followSection(act, request.params.section, request.body));
      return answer.code(204).send();
    },
  );
  app.put<OfSection>('/forum/sections/:section/reading', put, async (request, answer) => {
    await actOf(api, request, act => readSection(act, request.params.section));
    return answer.code(204).send();
  });
}
