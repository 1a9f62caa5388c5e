import type { FastifyInstance } from 'fastify';
import { confirmNotice, familyNotice } from '#journal/parent-notices/family-notices.ts';
import type { ApiHouse } from '../doors.ts';
import { idOf } from './address.ts';
import { form, page } from './page.ts';

/** What the class teacher wrote to a parent about a child who fails, and «Ознакомлен(а)» under it (2.4, 3.2f). */
export function familyNoticePages(app: FastifyInstance, api: ApiHouse): void {
  const shown = {
    name: 'family-notice',
    show: (act: Parameters<typeof familyNotice>[0], request: Parameters<typeof idOf>[0]) =>
      familyNotice(act, idOf(request)),
  };
  page(app, api, { path: '/family-notices/:id', ...shown });
  form(app, api, {
    path: '/family-notices/:id/confirmed',
    ...shown,
    submit: async (act, request) => {
      const { id } = await confirmNotice(act, idOf(request), 'page');
      return `/family-notices/${id}`;
    },
    flash: 'parent-notices/confirmed',
  });
}
