import type { FastifyInstance, FastifyRequest } from 'fastify';
import { readSection } from '#forum/read-section.ts';
import { followTopic } from '#forum/subscriptions/follow.ts';
import { followSection } from '#forum/subscriptions/follow-section.ts';
import { subscriptions } from '#forum/subscriptions/subscriptions.ts';
import type { Act } from '#school/act.ts';
import type { ApiHouse } from '../doors.ts';
import { idOf, pageNumberOf, wholeNumber } from './address.ts';
import { fieldsOf, textOf } from './fields.ts';
import { form, page } from './page.ts';

/** What one hears of on the forum (3.2h): buttons on topics and sections, and one page of all of it. */
export function forumSubscriptionPages(app: FastifyInstance, api: ApiHouse): void {
  const list = { path: '/forum/subscriptions', name: 'forum-subscriptions', show };
  page(app, api, list);
  form(app, api, { ...list, submit: changeInList, flash: 'forum/subscribed' });

  form(app, api, {
    ...list,
    path: '/forum/topics/:id/subscription',
    submit: async (act, request) => {
      await followTopic(act, idOf(request), textOf(fieldsOf(request).way));
      return `/forum/topics/${idOf(request)}?page=${wholeNumber(fieldsOf(request).page) ?? 1}`;
    },
    flash: 'forum/subscribed',
  });
  form(app, api, {
    ...list,
    path: '/forum/:section/subscription',
    submit: async (act, request) => {
      await followSection(act, sectionOf(request), { followed: fieldsOf(request).followed === 'yes' });
      return `/forum/${sectionOf(request)}`;
    },
    flash: 'forum/subscribed',
  });
  form(app, api, {
    ...list,
    path: '/forum/:section/reading',
    submit: async (act, request) => {
      await readSection(act, sectionOf(request));
      return `/forum/${sectionOf(request)}`;
    },
    flash: 'forum/all-read',
  });
}

async function show(act: Act, request: FastifyRequest): Promise<object> {
  const number = pageNumberOf(request);
  const view = await subscriptions(act, number === undefined ? {} : { page: number });
  const pager = {
    previous: view.page > 1 ? `?page=${view.page - 1}` : null,
    next: view.page < view.pages ? `?page=${view.page + 1}` : null,
  };
  return { ...view, pager };
}

async function changeInList(act: Act, request: FastifyRequest): Promise<string> {
  const { topic, way, section, followed } = fieldsOf(request);
  const topicId = wholeNumber(topic);
  if (topicId) await followTopic(act, topicId, textOf(way));
  else await followSection(act, textOf(section), { followed: followed === 'yes' });
  return '/forum/subscriptions';
}

function sectionOf(request: FastifyRequest): string {
  return (request.params as { section: string }).section;
}
