import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { editReply } from '#forum/edit-reply.ts';
import { typedCalls } from '#forum/mentions/mark-calls.ts';
import { pageOf } from '#forum/numbering.ts';
import { postTopic } from '#forum/post-topic.ts';
import { readTopic } from '#forum/read-topic.ts';
import { ownReply, quotable } from '#forum/replies.ts';
import { reply } from '#forum/reply.ts';
import { replyFile } from '#forum/reply-files.ts';
import { replyHistory } from '#forum/reply-history.ts';
import { sections } from '#forum/sections.ts';
import { judgeSuggestion, suggestionStates } from '#forum/suggestions.ts';
import { topic } from '#forum/topic.ts';
import { topicToJudge } from '#forum/topic-to-judge.ts';
import { type TopicLine, topics } from '#forum/topics.ts';
import { unreadTopicCount } from '#forum/unread.ts';
import { mergedInto, replyPlace } from '#forum/where-now.ts';
import type { Act } from '#school/act.ts';
import { Refusal } from '#school/refusal.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { idOf, pageNumberOf, wholeNumber } from './address.ts';
import { fieldsOf } from './fields.ts';
import { filePage, knownOf } from './files.ts';
import { badges } from './frame.ts';
import { form, page, showPage } from './page.ts';
import { pollDraft, typedPoll } from './poll-fields.ts';
import { filesOf, writing } from './writing.ts';

/** The staff forum (3.2h): lists, a topic, and the forms that write in it. */
export function forumPages(app: FastifyInstance, api: ApiHouse): void {
  badges.forum = unreadTopicCount;

  page(app, api, { path: '/forum', name: 'forum', show: showTopics });
  page(app, api, { path: '/forum/:section', name: 'forum', show: showTopics });

  page(app, api, { path: '/forum/new', name: 'forum-new', show: showNewTopic });
  form(app, api, {
    path: '/forum/new',
    name: 'forum-new',
    show: showNewTopic,
    submit: async (act, request) => addressOf(await postTopic(act, typedTopic(request)), 1),
    flash: 'forum/topic-posted',
  });

  app.get('/forum/topics/:id', (request, reply) => showTopicWhereItIs(api, request, reply));
  page(app, api, { path: '/forum/replies/:id/history', name: 'forum-history', show: showHistory });
  app.get('/forum/replies/:id', async (request, answer) => {
    const { topicId, number } = await actOf(api, request, act => replyPlace(act, idOf(request)));
    return answer.redirect(addressOf(topicId, number), 302);
  });
  form(app, api, {
    path: '/forum/topics/:id',
    name: 'forum-topic',
    show: showTopic,
    submit: async (act, request) => {
      const id = idOf(request);
      const { topicId, number } = await reply(act, id, typedReply(request));
      return addressOf(topicId, number);
    },
    flash: 'forum/replied',
  });

  filePage(app, api, {
    path: '/forum/replies/:id/files/:fileId',
    find: (act, request) =>
      replyFile(act, idOf(request), idOf(request, 'fileId'), { kind: 'talk', known: knownOf(request) }),
  });

  const suggestion = { path: '/forum/topics/:id/suggestion', name: 'forum-suggestion', show: showSuggestion };
  page(app, api, suggestion);
  form(app, api, { ...suggestion, submit: judge, flash: 'forum/judged' });

  page(app, api, { path: '/forum/replies/:id/edit', name: 'forum-edit', show: showEditing });
  form(app, api, {
    path: '/forum/replies/:id/edit',
    name: 'forum-edit',
    show: showEditing,
    submit: async (act, request) => {
      const edited = await ownReply(act, idOf(request));
      const { text, version } = bodyOf(request);
      const typed = { text: text ?? '', version: wholeNumber(version) ?? 0, ...filesOf(request) };
      await editReply(act, edited.id, typed);
      return addressOf(edited.topic.id, edited.number);
    },
    flash: 'forum/edited',
  });
}

async function showTopics(act: Act, request: FastifyRequest): Promise<object> {
  const { section } = request.params as { section?: string };
  const state = suggestionStates.find(one => one === (request.query as { state?: unknown }).state);
  const wishes = { ...(section ? { section } : {}), ...(state ? { state } : {}) };
  const list = await topics(act, { ...wishes, ...pageQuery(request) });
  const all = await sections(act);
  return {
    ...list,
    topics: list.topics.map(line => ({ ...line, href: hrefOf(line) })),
    sections: all
      .filter(one => !one.archived || one.key === section)
      .map(one => ({ ...one, current: one.key === section })),
    section: all.find(({ key }) => key === section) ?? null,
    unread: all.reduce((sum, { unread, archived }) => sum + (archived ? 0 : unread), 0),
    states: suggestionStates.map(one => ({ state: one, current: one === state })),
    state: state ?? null,
    pager: pagerOf(list, state && `state=${state}&`),
  };
}

async function showNewTopic(act: Act, request: FastifyRequest): Promise<object> {
  const { section } = request.query as { section?: string };
  const open = (await sections(act)).filter(({ mayWrite }) => mayWrite);
  return { ...writing, sections: open, draft: { section: section ?? null, title: '', text: '', ...pollDraft } };
}

/** What is shown is read, in the same act, so the badge above the page already knows. */
export async function showTopic(act: Act, request: FastifyRequest): Promise<object> {
  const view = await topic(act, idOf(request), pageQuery(request));
  const last = view.replies.at(-1)?.number ?? 0;
  // A page that looks again at itself reads nothing.
  const reads = (request.query as { live?: unknown }).live === undefined;
  if (reads && last > view.readUpTo) await readTopic(act, view.id, last);
  const chosen = wholeNumber(bodyOf(request).quotes) ?? wholeNumber((request.query as { quote?: unknown }).quote);
  const quote = chosen ? await quotable(act, view.id, chosen) : null;
  return { ...writing, ...view, quote, pager: pagerOf(view), draft: { text: '' } };
}

/** After a conflict `current` is the text the other editor left, beside the one typed here. */
async function showEditing(act: Act, request: FastifyRequest): Promise<object> {
  const edited = await ownReply(act, idOf(request));
  const began = wholeNumber(bodyOf(request).version);
  const current = began !== undefined && began !== edited.version ? edited.text : null;
  const back = addressOf(edited.topic.id, edited.number);
  const text = await typedCalls(act, edited.text);
  return { ...writing, reply: edited, current, back, draft: { text, ...filesOf(request) } };
}

async function showSuggestion(act: Act, request: FastifyRequest): Promise<object> {
  const topic = await topicToJudge(act, idOf(request));
  const { state, reason } = topic.suggestion;
  return { topic, states: suggestionStates, draft: { state, reason: reason ?? '' } };
}

async function judge(act: Act, request: FastifyRequest): Promise<string> {
  const { state = '', reason = '' } = bodyOf(request);
  await judgeSuggestion(act, idOf(request), { state, reason });
  return `/forum/topics/${idOf(request)}`;
}

async function showHistory(act: Act, request: FastifyRequest): Promise<object> {
  const history = await replyHistory(act, idOf(request));
  return { id: idOf(request), ...history, back: addressOf(history.topic.id, history.number) };
}

/** An address that was given away leads on when the topic has been merged: asked only where nothing is found. */
async function showTopicWhereItIs(api: ApiHouse, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  try {
    return await showPage(api, { request, reply, name: 'forum-topic', show: showTopic });
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== 'not-found') throw error;
    const into = await actOf(api, request, act => mergedInto(act, idOf(request)));
    if (into === null) throw error;
    return reply.redirect(`/forum/topics/${into}`, 302);
  }
}

/** The address at which that reply of a topic stands. */
export function addressOf(topicId: number, number: number): string {
  return `/forum/topics/${topicId}?page=${pageOf(number)}#reply-${number}`;
}

function hrefOf(line: TopicLine): string {
  return line.firstUnread === null ? `/forum/topics/${line.id}` : addressOf(line.id, line.firstUnread);
}

function pageQuery(request: FastifyRequest): { page?: number } {
  const page = pageNumberOf(request);
  return page === undefined ? {} : { page };
}

function pagerOf({ page, pages }: { page: number; pages: number }, wishes = ''): object {
  return {
    previous: page > 1 ? `?${wishes}page=${page - 1}` : null,
    next: page < pages ? `?${wishes}page=${page + 1}` : null,
  };
}

function typedTopic(request: FastifyRequest) {
  const { section = '', title = '', text = '' } = bodyOf(request);
  return { section, title, text, files: filesOf(request).files, poll: typedPoll(request) };
}

function typedReply(request: FastifyRequest) {
  const { text = '', quotes } = bodyOf(request);
  return { text, quotes: wholeNumber(quotes), files: filesOf(request).files };
}

// A repeated field comes as an array: nothing of ours sends one.
function bodyOf(request: FastifyRequest): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(fieldsOf(request)).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
