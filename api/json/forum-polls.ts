import type { FastifyInstance } from 'fastify';
import { beginPoll } from '#forum/polls/begin-poll.ts';
import { closePoll } from '#forum/polls/close-poll.ts';
import { poll } from '#forum/polls/polls.ts';
import { takeBackVote, vote } from '#forum/polls/vote.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { NewPoll, PollBody, PollClosing, Vote } from './forum-shapes.ts';
import { answers, Created, IdParams, Nothing, type Static } from './schemas.ts';

type WithId = { Params: Static<typeof IdParams> };

/** Polls of the forum for programs (3.2h); a choice travels in a body, never in an address that a log would keep. */
export function forumPollRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.post<WithId & { Body: Static<typeof NewPoll> }>(
    '/forum/topics/:id/polls',
    { schema: { params: IdParams, body: NewPoll, response: answers(Created, 201) } },
    async (request, answer) => {
      const id = await actOf(api, request, act => beginPoll(act, request.params.id, request.body));
      return answer.code(201).send({ id });
    },
  );
  app.get<WithId>('/forum/polls/:id', { schema: { params: IdParams, response: answers(PollBody) } }, request =>
    actOf(api, request, act => poll(act, request.params.id)),
  );
  app.put<WithId & { Body: Static<typeof Vote> }>(
    '/forum/polls/:id/vote',
    { schema: { params: IdParams, body: Vote, response: answers(Nothing, 204) } },
    async (request, answer) => {
      await actOf(api, request, act => vote(act, request.params.id, request.body.options));
      return answer.code(204).send();
    },
  );
  app.delete<WithId>(
    '/forum/polls/:id/vote',
    { schema: { params: IdParams, response: answers(Nothing, 204) } },
    async (request, answer) => {
      await actOf(api, request, act => takeBackVote(act, request.params.id));
      return answer.code(204).send();
    },
  );
  app.post<WithId & { Body: Static<typeof PollClosing> }>(
    '/forum/polls/:id/closing',
    { schema: { params: IdParams, body: PollClosing, response: answers(Nothing, 204) } },
    async (request, answer) => {
      await actOf(api, request, act => closePoll(act, request.params.id, { reason: request.body.reason ?? '' }));
      return answer.code(204).send();
    },
  );
}
