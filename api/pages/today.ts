import type { FastifyInstance } from 'fastify';
import { me } from '#school/me.ts';
import type { ApiHouse } from '../doors.ts';
import { page } from './page.ts';

/** The first page after signing in: what is new for this person. */
export function todayPage(app: FastifyInstance, api: ApiHouse): void {
  page(app, api, { path: '/', name: 'today', show: async act => ({ me: await me(act), today: act.today }) });
}
