import type { FastifyInstance } from 'fastify';
import type { ApiHouse } from '../doors.ts';
import { signInPages } from './sign-in.ts';
import { todayPage } from './today.ts';

/** Every page and form, room by room. */
export function pageRoutes(app: FastifyInstance, api: ApiHouse): void {
  signInPages(app, api);
  todayPage(app, api);
}
