import type { FastifyInstance } from 'fastify';
import { react } from '#forum/react.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { mostReactions, openPace } from '../pace.ts';
import { answers, Id, Nothing, type Static, Type } from './schemas.ts';

const SignParams = Type.Object({
  id: Id,
  kind: Type.String({ description: 'support, thanks, smile, joy, doubt' }),
});

/** Signs under replies, for programs (3.2h): put there and taken back, each twice over as once. */
export function reactionRoutes(app: FastifyInstance, api: ApiHouse): void {
  const pace = openPace(mostReactions, api.house.world.now);
  for (const method of ['PUT', 'DELETE'] as const)
    app.route<{ Params: Static<typeof SignParams> }>({
      method,
      url: '/forum/replies/:id/reactions/:kind',
      schema: { params: SignParams, response: answers(Nothing, 204) },
      handler: async (request, answer) => {
        const { id, kind } = request.params;
        await actOf(api, request, act => {
          pace(act.by.id);
          return react(act, id, { kind, on: method === 'PUT' });
        });
        return answer.code(204).send();
      },
    });
}
