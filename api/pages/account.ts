import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Act } from '#school/act.ts';
import { changePassword } from '#school/change-password.ts';
import { keepOfficeHours, officeHours } from '#school/office-hours.ts';
import { endOtherSessions, endSession, mySessions } from '#school/sessions.ts';
import { tryPassword } from '#school/try-password.ts';
import type { ApiHouse } from '../doors.ts';
import { sessionCookie } from '../sessions.ts';
import { idOf } from './address.ts';
import { fieldsOf, textOf } from './fields.ts';
import { form, page } from './page.ts';

/** My own sign-in: password and open sessions (2.3). */
export function accountPages(app: FastifyInstance, api: ApiHouse): void {
  const config = { whileChangingPassword: true };
  const show = async (act: Act, request: FastifyRequest) => ({
    sessions: await mySessions(act, tokenOf(request)),
    mustChange: request.session?.mustChangePassword ?? false,
    officeHours: await officeHours(act),
    familyData: act.by.childIds.length > 0,
  });
  page(app, api, { path: '/account', name: 'account', show, config });

  form(app, api, {
    path: '/account/password',
    name: 'account',
    flash: 'account/password',
    config,
    show,
    before: async request => {
      const personId = request.session?.personId;
      if (personId === undefined) return;
      await tryPassword(api.house, { personId, password: textOf(fieldsOf(request).current), address: request.ip });
    },
    submit: async (act, request) => {
      const { current, next } = fieldsOf(request);
      await changePassword(act, { current: textOf(current), next: textOf(next), token: tokenOf(request) });
      return '/account';
    },
  });

  form(app, api, {
    path: '/account/office-hours',
    name: 'account',
    flash: 'account/office-hours',
    show,
    submit: async (act, request) => {
      await keepOfficeHours(act, textOf(fieldsOf(request).officeHours));
      return '/account';
    },
  });

  form(app, api, {
    path: '/account/sessions/:id',
    name: 'account',
    flash: 'account/session',
    show,
    submit: async (act, request) => {
      await endSession(act, idOf(request));
      return '/account';
    },
  });

  form(app, api, {
    path: '/account/sessions',
    name: 'account',
    flash: 'account/sessions',
    show,
    submit: async (act, request) => {
      await endOtherSessions(act, tokenOf(request));
      return '/account';
    },
  });
}

function tokenOf(request: FastifyRequest): string {
  return request.cookies[sessionCookie] ?? '';
}
