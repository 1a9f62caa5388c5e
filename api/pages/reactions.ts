import type { FastifyInstance, FastifyRequest } from 'fastify';
import { react } from '#forum/react.ts';
import { replyWithTopic } from '#forum/replies.ts';
import type { Act } from '#school/act.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { mostReactions, openPace } from '../pace.ts';
import { idOf } from './address.ts';
import { fieldsOf, textOf } from './fields.ts';
import { addressOf } from './forum.ts';
import { page } from './page.ts';

/** A sign under a reply, one tap (3.2h): without a script the page comes again at that reply. */
export function reactionPages(app: FastifyInstance, api: ApiHouse): void {
  page(app, api, { path: '/forum/replies/:id/reactions', name: 'forum-reactions', show: showReactions });
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

/** Who has put which sign, and the signs to choose from. */
async function showReactions(act: Act, request: FastifyRequest): Promise<object> {
  const reply = await replyWithTopic(act, idOf(request), 'talk');
  return { reply, back: addressOf(reply.topic.id, reply.number) };
}
