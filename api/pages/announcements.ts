import type { FastifyInstance, FastifyRequest } from 'fastify';
import { announcement, announcementFile, announcements } from '#board/announcements.ts';
import type { Act } from '#school/act.ts';
import type { ApiHouse } from '../doors.ts';
import { idOf, pageNumberOf } from './address.ts';
import { filePage } from './files.ts';
import { page } from './page.ts';

/** What the school announces to families (1.2f). */
export function announcementPages(app: FastifyInstance, api: ApiHouse): void {
  page(app, api, { path: '/announcements', name: 'announcements', show: showAll });
  page(app, api, { path: '/announcements/:id', name: 'announcement', show: showOne });
  filePage(app, api, { path: '/announcements/:id/file', find: (act, request) => announcementFile(act, idOf(request)) });
  filePage(app, api, {
    path: '/announcements/:id/files/:file',
    find: (act, request) => announcementFile(act, idOf(request), idOf(request, 'file')),
  });
}

async function showAll(act: Act, request: FastifyRequest): Promise<object> {
  const archive = (request.query as Record<string, unknown>).archive === '1';
  const list = await announcements(act, { page: pageNumberOf(request), archive });
  const before = archive ? '?archive=1&' : '?';
  const pager = {
    previous: list.page > 1 ? `${before}page=${list.page - 1}` : null,
    next: list.page < list.pages ? `${before}page=${list.page + 1}` : null,
  };
  return { ...list, archive, pager };
}

async function showOne(act: Act, request: FastifyRequest): Promise<object> {
  return { announcement: await announcement(act, idOf(request)) };
}
