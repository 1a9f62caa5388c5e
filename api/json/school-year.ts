import type { FastifyInstance, FastifyRequest } from 'fastify';
import { dropDaysOff, dropMovedDay, keepDaysOff, keepMovedDay } from '#journal/school-year/keep-days-off.ts';
import { keepPeriods } from '#journal/school-year/keep-periods.ts';
import { addYear, keepDaysPerWeek, keepYear } from '#journal/school-year/keep-year.ts';
import { schoolYear } from '#journal/school-year/school-year.ts';
import type { Act } from '#school/act.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { answers, Created, Id, IdParams, Nothing, type Static, type TSchema, Type } from './schemas.ts';
import * as shapes from './school-shapes.ts';

const YearQuery = Type.Object({ year: Type.Optional(Id) });
type Params = Static<typeof IdParams>;

/** The calendar of the school year for programs (5.2a, 7a). */
export function schoolYearRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.get<{ Querystring: Static<typeof YearQuery> }>(
    '/school/year',
    { schema: { querystring: YearQuery, response: answers(shapes.YearBody) } },
    request => actOf(api, request, act => schoolYear(act, request.query.year)),
  );
  const add = <B extends TSchema>(
    url: string,
    { body, params }: { body: B; params?: typeof IdParams },
    work: (act: Act, request: FastifyRequest<{ Params: Params; Body: Static<B> }>) => Promise<number>,
  ) =>
    app.post<{ Params: Params; Body: Static<B> }>(
      url,
      { schema: { body, ...(params ? { params } : {}), response: answers(Created, 201) } },
      async (request, reply) => {
        const id = await actOf(api, request, act =>
          work(act, request as unknown as FastifyRequest<{ Params: Params; Body: Static<B> }>),
        );
        return reply.code(201).send({ id });
      },
    );
  const put = <B extends TSchema>(
    url: string,
    body: B,
    work: (act: Act, id: number, body: Static<B>) => Promise<unknown>,
  ) =>
    app.put<{ Params: Params; Body: Static<B> }>(
      url,
      { schema: { body, params: IdParams, response: answers(Nothing, 204) } },
      async (request, reply) => {
        await actOf(api, request, act => work(act, request.params.id, request.body as Static<B>));
        return reply.code(204).send();
      },
    );
  const drop = (url: string, work: (act: Act, what: { id: number; sure?: boolean }) => Promise<void>) =>
    app.delete<{ Params: Params; Querystring: Static<typeof shapes.SureQuery> }>(
      url,
      { schema: { params: IdParams, querystring: shapes.SureQuery, response: answers(Nothing, 204) } },
      async (request, reply) => {
        const { sure = false } = request.query;
        await actOf(api, request, act => work(act, { ...request.params, sure }));
        return reply.code(204).send();
      },
    );
  add('/school/years', { body: shapes.NewYearBody }, (act, { body }) => addYear(act, body.start));
  put('/school/years/:id', shapes.YearEntryBody, (act, id, body) => keepYear(act, { id, ...body }));
  put('/school/years/:id/periods', shapes.PeriodsEntryBody, (act, yearId, body) =>
    keepPeriods(act, { yearId, ...body }),
  );
  add('/school/years/:id/days-off', { body: shapes.DaysOffEntryBody, params: IdParams }, (act, { params, body }) =>
    keepDaysOff(act, { grade: null, yearId: params.id, ...body }),
  );
  drop('/school/days-off/:id', dropDaysOff);
  add('/school/moved-days', { body: shapes.MovedDayBody }, (act, { body }) => keepMovedDay(act, body));
  drop('/school/moved-days/:id', dropMovedDay);
  app.put<{ Body: Static<typeof shapes.WeekBody> }>(
    '/school/week',
    { schema: { body: shapes.WeekBody, response: answers(Nothing, 204) } },
    async (request, reply) => {
      await actOf(api, request, act => keepDaysPerWeek(act, request.body.daysPerWeek));
      return reply.code(204).send();
    },
  );
}
