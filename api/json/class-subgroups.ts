import type { FastifyInstance } from 'fastify';
import { divideEvenly, placeInSubgroups } from '#school/classes/place-in-subgroups.ts';
import { classSubgroups } from '#school/classes/subgroups.ts';
import { dayOr } from '../days.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { PlacedBody, PlacingGiven, SubgroupsBody, SubgroupsQuery } from './card-shapes.ts';
import { answers, IdParams, type Static } from './schemas.ts';

type WithId = { Params: Static<typeof IdParams> };

/** Subgroups of a class for programs: who is where on a day, and from which day. */
export function classSubgroupRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.get<WithId & { Querystring: Static<typeof SubgroupsQuery> }>(
    '/classes/:id/subgroups',
    { schema: { params: IdParams, querystring: SubgroupsQuery, response: answers(SubgroupsBody) } },
    request => actOf(api, request, act => classSubgroups(act, request.params.id, dayOr(request.query.day, act.today))),
  );
  app.put<WithId & { Body: Static<typeof PlacingGiven> }>(
    '/classes/:id/subgroups',
    { schema: { params: IdParams, body: PlacingGiven, response: answers(PlacedBody) } },
    request => {
      const { places, ...asked } = request.body;
      return actOf(api, request, async act => ({
        moved: await (places
          ? placeInSubgroups(act, request.params.id, { ...asked, places })
          : divideEvenly(act, request.params.id, asked)),
      }));
    },
  );
}
