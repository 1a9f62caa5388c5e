import type { FastifyInstance } from 'fastify';
import { type MySubscription, mySubscriptions } from '#journal/reports/subscriptions/my-subscriptions.ts';
import { sendNow } from '#journal/reports/subscriptions/plan-sendings.ts';
import {
  changeSubscription,
  endSubscription,
  pauseSubscription,
  resumeSubscription,
  subscribeToReport,
} from '#journal/reports/subscriptions/subscribe.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { answers, Created, Id, IdParams, Nothing, type Static, Type } from './schemas.ts';

const wish = {
  format: Type.String({ description: 'xlsx or pdf' }),
  rhythm: Type.String({
    description:
      'weekdays, school-days, period-end (its last day of lessons) or after-period (the first weekday after it)',
  }),
  weekdays: Type.Optional(Type.Array(Type.Integer(), { description: 'of `weekdays`: 1 for Monday … 7 for Sunday' })),
  at: Type.String({ description: '07:30, by the clock of the school' }),
  ways: Type.Optional(Type.Array(Type.String(), { description: 'email, telegram: beside the chat on the site' })),
  span: Type.Optional(
    Type.String({ description: 'of a report of some days: term, this-week, last-week, last-month, year' }),
  ),
};
const Wish = Type.Object(wish);
const Wanted = Type.Object({
  report: Type.String({ description: 'its name, as /api/reports gives it' }),
  of: Type.Optional(Type.String({ pattern: '^\\d+$', description: 'id of the class, course or teacher' })),
  term: Type.Optional(
    Type.String({ description: 'a term that stays; left out, the one that goes on when it is sent' }),
  ),
  parallel: Type.Optional(Type.String({ pattern: '^\\d+$' })),
  ...wish,
});
const SubscriptionBody = Type.Object({
  id: Id,
  report: Type.String(),
  title: Type.String(),
  of: Type.Union([Type.String(), Type.Null()]),
  term: Type.Union([Type.String(), Type.Null()]),
  span: Type.Union([Type.String(), Type.Null()]),
  format: Type.String(),
  rhythm: Type.String(),
  weekdays: Type.Array(Type.Integer()),
  at: Type.String(),
  ways: Type.Array(Type.String()),
  paused: Type.Boolean(),
  nextAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  last: Type.Union([
    Type.Object({
      at: Type.String({ format: 'date-time' }),
      state: Type.String({ description: 'waiting, made, nothing, refused, failed or missed' }),
      file: Type.Union([Type.String({ description: 'where it is fetched' }), Type.Null()]),
    }),
    Type.Null(),
  ]),
});
const Paused = Type.Object({ paused: Type.Boolean() });

type OfOne = { Params: Static<typeof IdParams> };

/** Reports that come by themselves, for programs. */
export function reportSubscriptionRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.get('/report-subscriptions', { schema: { response: answers(Type.Array(SubscriptionBody)) } }, async request =>
    (await actOf(api, request, act => mySubscriptions(act))).map(one => bodyOf(api, one)),
  );

  app.post<{ Body: Static<typeof Wanted> }>(
    '/report-subscriptions',
    { schema: { body: Wanted, response: answers(Created, 201) } },
    async (request, reply) => {
      const { report: name, of, term, parallel, ...wish } = request.body;
      const typed = { of, term, parallel };
      return reply
        .code(201)
        .send({ id: await actOf(api, request, act => subscribeToReport(act, { name, typed, wish })) });
    },
  );

  app.put<OfOne & { Body: Static<typeof Wish> }>(
    '/report-subscriptions/:id',
    { schema: { params: IdParams, body: Wish, response: answers(Nothing, 204) } },
    async (request, reply) => {
      await actOf(api, request, act => changeSubscription(act, request.params.id, request.body));
      return reply.code(204).send(null);
    },
  );

  app.put<OfOne & { Body: Static<typeof Paused> }>(
    '/report-subscriptions/:id/paused',
    { schema: { params: IdParams, body: Paused, response: answers(Nothing, 204) } },
    async (request, reply) => {
      const deed = request.body.paused ? pauseSubscription : resumeSubscription;
      await actOf(api, request, act => deed(act, request.params.id));
      return reply.code(204).send(null);
    },
  );

  app.post<OfOne>(
    '/report-subscriptions/:id/sendings',
    { schema: { params: IdParams, response: answers(Nothing, 202) } },
    async (request, reply) => {
      await actOf(api, request, act => sendNow(act, request.params.id));
      return reply.code(202).send(null);
    },
  );

  app.delete<OfOne>(
    '/report-subscriptions/:id',
    { schema: { params: IdParams, response: answers(Nothing, 204) } },
    async (request, reply) => {
      await actOf(api, request, act => endSubscription(act, request.params.id));
      return reply.code(204).send(null);
    },
  );
}

function bodyOf({ press }: ApiHouse, { chosen, last, nextAt, of: _, ...view }: MySubscription) {
  const { of = null, term = null, span = null } = chosen;
  const file = last?.file ? `/reports/subscriptions/files/${last.id}` : null;
  return {
    ...{ ...view, title: press.reportName(view.report).title, of, term, span },
    nextAt: nextAt?.toISOString() ?? null,
    last: last && { at: last.at.toISOString(), state: last.state, file },
  };
}
