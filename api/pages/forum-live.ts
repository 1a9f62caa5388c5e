import type { FastifyInstance, FastifyRequest } from 'fastify';
import { pageOf } from '#forum/numbering.ts';
import { changedReply, repliesAfter } from '#forum/replies.ts';
import { seenTopic } from '#forum/seen-topic.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { idOf, wholeNumber } from './address.ts';

/** A topic that is open hears of new replies and takes them in as they come (3.2h). */
export function forumLive(app: FastifyInstance, api: ApiHouse): void {
  app.get('/forum/topics/:id/live', async (request, reply) => {
    const id = idOf(request);
    await actOf(api, request, act => seenTopic(act, id, 'talk'));
    const { personId } = request.session!;
    api.live.checkRoom(personId);
    reply.hijack();
    api.live.follow(id, personId, reply.raw);
  });

  app.get('/forum/topics/:id/replies', async (request: FastifyRequest, reply) => {
    const id = idOf(request);
    const { after: asked, only } = request.query as { after?: unknown; only?: unknown };
    const after = wholeNumber(asked) ?? 0;
    const changed = wholeNumber(only);
    const replies = await actOf(api, request, act =>
      changed ? changedReply(act, id, changed) : repliesAfter(act, id, after),
    );
    const page = pageOf(replies[0]?.number ?? after + 1);
    const view = { id, page, mayReply: true, csrfToken: request.session!.csrfToken, replies };
    return reply.type('text/html').send(api.press.fragment('forum-replies', view));
  });
}
