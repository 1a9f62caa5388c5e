import type { FastifyInstance, FastifyRequest } from 'fastify';
import { endFeed, type FeedSubject, feedOf, openFeed } from '#journal/calendar-feed/keep-feed.ts';
import { type FeedLessons, findFeed, readFeed } from '#journal/calendar-feed/read-feed.ts';
import type { Act } from '#school/act.ts';
import { Refusal } from '#school/refusal.ts';
import { sha256 } from '#school/secrets.ts';
import { icalendar } from '#templates/icalendar.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { idOf } from './address.ts';
import { frame } from './frame.ts';
import { form, page } from './page.ts';
import { calendarEvent } from './training-calendar.ts';

/** The timetable in the calendar of a telephone (1.2c, 5.2): a secret address of one's child's lessons or of those one gives. */
export function calendarPages(app: FastifyInstance, api: ApiHouse): void {
  feedPages(app, api, { path: '/diary/:id/calendar', whose: request => ({ studentId: idOf(request) }) });
  feedPages(app, api, { path: '/lessons/calendar', whose: () => ({ studentId: null }) });

  // Asked by a program that has nothing but the address.
  app.get('/calendar/:file', async (request, reply) => {
    const token = /^([\w-]{22})\.ics$/.exec((request.params as { file: string }).file)?.[1];
    const feed = token ? await api.house.asHouse(act => findFeed(act, token)) : undefined;
    if (!feed) throw new Refusal('not-found', 'not-found');
    const text = printed(api, await api.house.as(feed.personId, act => readFeed(act, feed)));
    const tag = `"${sha256(text)}"`;
    reply.headers({ etag: tag, 'cache-control': 'private, no-cache', 'x-robots-tag': 'noindex' });
    if (request.headers['if-none-match'] === tag) return reply.code(304).send();
    reply.header('content-disposition', 'inline; filename="zvonok.ics"');
    return reply.type('text/calendar; charset=utf-8').send(text);
  });
}

interface FeedPages {
  path: string;
  whose(request: FastifyRequest): FeedSubject;
}

function feedPages(app: FastifyInstance, api: ApiHouse, { path, whose }: FeedPages): void {
  const show = async (act: Act, request: FastifyRequest) => ({
    ...(await feedOf(act, whose(request))),
    path: pathOf(request, path),
    address: null,
    appAddress: null,
  });
  page(app, api, { path, name: 'calendar-feed', show });

  // Shown, not redirected to: the address exists on this page alone, and the browser is told not to keep it.
  app.post(path, async (request, reply) => {
    const answer = await actOf(api, request, async act => {
      const token = await openFeed(act, whose(request));
      await act.em.flush();
      const address = `${api.publicUrl ?? `${request.protocol}://${request.host}`}/calendar/${token}.ics`;
      // The scheme by which telephones know a calendar to subscribe to.
      const appAddress = address.replace(/^https?:/, 'webcal:');
      const view = { ...(await show(act, request)), address, appAddress };
      return { view, around: await frame(api, act, { request, reply }) };
    });
    reply.header('cache-control', 'no-store').type('text/html');
    return reply.send(api.press.page('calendar-feed', answer.view, answer.around));
  });

  form(app, api, {
    path: `${path}/end`,
    name: 'calendar-feed',
    show,
    submit: async (act, request) => {
      await endFeed(act, whose(request));
      return pathOf(request, path);
    },
    flash: 'diary/feed-ended',
  });
}

function pathOf(request: FastifyRequest, path: string): string {
  return path.includes(':id') ? path.replace(':id', String(idOf(request))) : path;
}

function printed(api: ApiHouse, { gives, className, events, trainings }: FeedLessons): string {
  const { press, publicUrl } = api;
  const host = publicUrl ? new URL(publicUrl).host : 'zvonok';
  return icalendar({
    name: press.sentence('calendar/name', { gives, className }),
    events: [
      ...events.map(({ uid, subject, teacher, room, substituted, cancelled, subgroup, ...event }) => ({
        ...event,
        uid: `${uid}@${host}`,
        summary: press.sentence('calendar/lesson', {
          gives,
          subject,
          className: event.className,
          subgroup,
          substituted,
          cancelled,
        }),
        location: press.sentence('calendar/room', { room, numbered: /^\d/.test(room) }),
        about: press.sentence('calendar/about', { gives, teacher, substituted }),
      })),
      ...trainings.map(event => calendarEvent(api, event)),
    ],
  });
}
