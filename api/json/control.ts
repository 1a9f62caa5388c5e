import type { FastifyInstance } from 'fastify';
import { teachersFilled } from '#journal/filled/teachers-filled.ts';
import { activity } from '#school/activity/activity.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { overview } from '../overview.ts';
import { ActivityBody, ActivityQuery, OverviewBody, OverviewQuery } from './control-shapes.ts';
import { answers, type Static } from './schemas.ts';

/** How the journal is kept, for director and deputy (6.2, 5.2b); statistics of use, for director and registrar (7c, 8.2). */
export function controlRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.get<{ Querystring: Static<typeof OverviewQuery> }>(
    '/overview',
    { schema: { querystring: OverviewQuery, response: answers(OverviewBody) } },
    request => actOf(api, request, act => overview(act, request.query.span ?? 'week')),
  );

  app.get<{ Querystring: Static<typeof ActivityQuery> }>(
    '/activity',
    { schema: { querystring: ActivityQuery, response: answers(ActivityBody) } },
    request =>
      actOf(api, request, async act => {
        const view = await activity(act, request.query);
        return { ...view, teachers: await teachersFilled(act, view) };
      }),
  );
}
