import type { FastifyInstance } from 'fastify';
import { react } from '#forum/react.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { mostReactions, openPace } from '../pace.ts';
import { idOf } from './address.ts';
import { fieldsOf, textOf } from './fields.ts';

/** A sign under a reply, one tap (3.2h): without a script the page comes again at that reply. */
export function reactionPages(app: FastifyInstance, api: ApiHouse): void {
  const pace = openPace(mostReactions, api.house.world.now);
  app.post('/forum/replies/:id/reactions', async (request, reply) => {
    const id = idOf(request);
    await actOf(api, request, act => {
      pace(act.by.id);
      return react(act, id, { kind: textOf(fieldsOf(request).kind) });
    });
    return reply.redirect(`/forum/replies/${id}`, 303);
  });
}
