import type { FastifyInstance, FastifyRequest } from 'fastify';
import { beginPoll } from '#forum/polls/begin-poll.ts';
import { closePoll } from '#forum/polls/close-poll.ts';
import { pollsOf } from '#forum/polls/polls.ts';
import { topicForPoll } from '#forum/polls/topic-for-poll.ts';
import { takeBackVote, vote } from '#forum/polls/vote.ts';
import type { Act } from '#school/act.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { idOf, pageNumberOf, wholeNumber } from './address.ts';
import { listOf } from './board-form.ts';
import { fieldsOf, textOf } from './fields.ts';
import { showTopic } from './forum.ts';
import { form, page } from './page.ts';
import { pollDraft, typedPoll, wayOf } from './poll-fields.ts';

/** Polls of a topic (3.2h): begun, voted in, ended early; and as they stand now, for who has the topic open. */
export function forumPollPages(app: FastifyInstance, api: ApiHouse): void {
  const beginning = { path: '/forum/topics/:id/polls/new', name: 'forum-poll', show: showNew };
  page(app, api, beginning);
  form(app, api, { ...beginning, submit: begin, flash: 'forum/poll-begun' });

  const shown = { name: 'forum-topic', show: showTopic };
  form(app, api, { ...shown, path: '/forum/topics/:id/polls/:poll/vote', submit: cast, flash: 'forum/voted' });
  form(app, api, {
    ...shown,
    path: '/forum/topics/:id/polls/:poll/take-back',
    submit: takeBack,
    flash: 'forum/vote-taken-back',
  });
  form(app, api, { ...shown, path: '/forum/topics/:id/polls/:poll/close', submit: close, flash: 'forum/poll-closed' });

  app.get('/forum/topics/:id/polls', async (request, reply) => {
    const id = idOf(request);
    const polls = await actOf(api, request, act => pollsOf(act, id));
    const view = { id, page: pageNumberOf(request) ?? 1, csrfToken: request.session!.csrfToken, polls, errors: {} };
    return reply.type('text/html').send(api.press.fragment('forum-polls', view));
  });
}

async function showNew(act: Act, request: FastifyRequest): Promise<object> {
  return { topic: await topicForPoll(act, idOf(request)), draft: pollDraft };
}

async function begin(act: Act, request: FastifyRequest): Promise<string> {
  const empty = { question: '', options: [], ...wayOf(request) };
  const poll = await beginPoll(act, idOf(request), typedPoll(request) ?? empty);
  return `/forum/topics/${idOf(request)}#poll-${poll}`;
}

async function cast(act: Act, request: FastifyRequest): Promise<string> {
  const chosen = listOf(fieldsOf(request).option).flatMap(number => wholeNumber(number) ?? []);
  await vote(act, idOf(request, 'poll'), chosen);
  return placeOf(request);
}

async function takeBack(act: Act, request: FastifyRequest): Promise<string> {
  await takeBackVote(act, idOf(request, 'poll'));
  return placeOf(request);
}

async function close(act: Act, request: FastifyRequest): Promise<string> {
  await closePoll(act, idOf(request, 'poll'), { reason: textOf(fieldsOf(request).reason) });
  return placeOf(request);
}

function placeOf(request: FastifyRequest): string {
  const page = pageNumberOf(request);
  return `/forum/topics/${idOf(request)}${page ? `?page=${page}` : ''}#poll-${idOf(request, 'poll')}`;
}
