import type { FastifyInstance, FastifyRequest } from 'fastify';
import { closeTopic } from '#forum/moderation/close-topic.ts';
import { hiddenOrNot } from '#forum/moderation/hidden-or-not.ts';
import { hideReply, restoreReply } from '#forum/moderation/hide-reply.ts';
import { moderationLog } from '#forum/moderation/log.ts';
import { mergeTopic } from '#forum/moderation/merge-topic.ts';
import { moveTopic } from '#forum/moderation/move-topic.ts';
import { pinTopic } from '#forum/moderation/pin-topic.ts';
import { splitTopic } from '#forum/moderation/split-topic.ts';
import { topicToModerate } from '#forum/moderation/topic-to-moderate.ts';
import { sections } from '#forum/sections.ts';
import { replyPlace } from '#forum/where-now.ts';
import type { Act } from '#school/act.ts';
import type { ApiHouse } from '../doors.ts';
import { idOf, pageNumberOf, wholeNumber } from './address.ts';
import { fieldsOf, textOf } from './fields.ts';
import { addressOf } from './forum.ts';
import { form, page } from './page.ts';

/** Order on the forum (3.2h): topics pinned, closed, moved, split and merged, replies hidden, and the log of it all. */
export function forumModerationPages(app: FastifyInstance, api: ApiHouse): void {
  page(app, api, { path: '/forum/log', name: 'forum-log', show: showLog });

  const topic = { path: '/forum/topics/:id/moderation', name: 'forum-moderation', show: showModeration };
  page(app, api, topic);
  form(app, api, { ...topic, submit: moderate, flash: 'forum/moderated' });

  const split = { path: '/forum/topics/:id/split', name: 'forum-split', show: showSplitting };
  page(app, api, split);
  form(app, api, { ...split, submit: submitSplit, flash: 'forum/split' });

  const hide = { path: '/forum/replies/:id/hide', name: 'forum-hide', show: showHiding };
  page(app, api, hide);
  form(app, api, { ...hide, submit: submitWith(hideReply), flash: 'forum/hidden' });

  const restore = { path: '/forum/replies/:id/restore', name: 'forum-hide', show: showHiding };
  page(app, api, restore);
  form(app, api, { ...restore, submit: submitWith(restoreReply), flash: 'forum/restored' });
}

async function showLog(act: Act, request: FastifyRequest): Promise<object> {
  const number = pageNumberOf(request);
  const log = await moderationLog(act, number === undefined ? {} : { page: number });
  return { ...log, pager: pagerOf(log) };
}

async function showModeration(act: Act, request: FastifyRequest): Promise<object> {
  const { topic } = await topicToModerate(act, idOf(request), 1);
  return {
    topic,
    sections: (await sections(act)).filter(({ archived }) => !archived),
    draft: { deed: '', reason: '', into: '', section: topic.section.key },
  };
}

/** One page of several forms: `deed` says which was sent. */
async function moderate(act: Act, request: FastifyRequest): Promise<string> {
  const id = idOf(request);
  const { deed, reason, section, into } = fieldsOf(request);
  const typed = { reason: textOf(reason) };
  if (deed === 'move') await moveTopic(act, id, { ...typed, section: textOf(section) });
  else if (deed === 'close' || deed === 'open') await closeTopic(act, id, { ...typed, closed: deed === 'close' });
  else if (deed === 'merge') await mergeTopic(act, id, { ...typed, into: topicIn(textOf(into)) });
  else await pinTopic(act, id, { ...typed, pinned: deed === 'pin' });
  return `/forum/topics/${deed === 'merge' ? topicIn(textOf(into)) : id}`;
}

/** The number of a topic in its address, or the bare number; 0, which no topic has, for anything else. */
function topicIn(typed: string): number {
  return wholeNumber(/(?:\/topics\/|^\s*)(\d+)/.exec(typed)?.[1]) ?? 0;
}

async function showSplitting(act: Act, request: FastifyRequest): Promise<object> {
  const { topic, replies } = await topicToModerate(act, idOf(request), pageNumberOf(request) ?? 1);
  const chosen = chosenIn(request);
  return {
    topic,
    replies: replies.map(one => ({ ...one, chosen: chosen.includes(one.id) })),
    pager: pagerOf(topic),
    draft: { title: '', reason: '' },
  };
}

async function submitSplit(act: Act, request: FastifyRequest): Promise<string> {
  const { title, reason } = fieldsOf(request);
  const typed = { replies: chosenIn(request), title: textOf(title), reason: textOf(reason) };
  return `/forum/topics/${await splitTopic(act, idOf(request), typed)}`;
}

function chosenIn(request: FastifyRequest): number[] {
  return [fieldsOf(request).replies].flat().flatMap(one => wholeNumber(one) ?? []);
}

async function showHiding(act: Act, request: FastifyRequest): Promise<object> {
  const reply = await hiddenOrNot(act, idOf(request));
  return { reply, back: addressOf(reply.topic.id, reply.number), draft: { reason: '' } };
}

function submitWith(deed: typeof hideReply) {
  return async (act: Act, request: FastifyRequest): Promise<string> => {
    const id = idOf(request);
    await deed(act, id, { reason: textOf(fieldsOf(request).reason) });
    const { topicId, number } = await replyPlace(act, id);
    return addressOf(topicId, number);
  };
}

function pagerOf({ page, pages }: { page: number; pages: number }): object {
  return { previous: page > 1 ? `?page=${page - 1}` : null, next: page < pages ? `?page=${page + 1}` : null };
}
