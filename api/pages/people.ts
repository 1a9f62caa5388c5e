import type { FastifyInstance, FastifyRequest } from 'fastify';
import { askFirstPasswordLetter } from '#school/first-password-letter.ts';
import { studentMovement, studentOfPerson } from '#school/movement/student-movement.ts';
import { type PeopleQuery, people, personCard } from '#school/people.ts';
import { Refusal } from '#school/refusal.ts';
import { resetPassword } from '#school/reset-password.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { idOf, pageNumberOf } from './address.ts';
import { leaveFlash } from './flash.ts';
import { frameOf } from './frame.ts';
import { page } from './page.ts';
import { slipPaper } from './slip-paper.ts';

/** The user base of the registrar: a list, a person, a printed slip. */
export function peoplePages(app: FastifyInstance, api: ApiHouse): void {
  page(app, api, {
    path: '/people',
    name: 'people',
    show: async (act, request) => {
      const asked = askedFor(request);
      const view = await people(act, asked);
      const at = (number: number) =>
        `/people?${new URLSearchParams({ search: asked.search, role: asked.role, page: String(number) })}`;
      return {
        people: view,
        ...asked,
        previous: view.page > 1 ? at(view.page - 1) : '',
        next: view.page < view.pages ? at(view.page + 1) : '',
      };
    },
  });

  page(app, api, {
    path: '/people/:id',
    name: 'person',
    show: async (act, request) => {
      const person = await personCard(act, idOf(request));
      const studentId = await studentOfPerson(act, person.id);
      const student = studentId === undefined ? null : await studentMovement(act, studentId);
      return { person, student, mayMail: Boolean(api.mails && person.email) };
    },
  });

  app.post('/people/:id/letter', async (request, reply) => {
    const personId = idOf(request);
    await actOf(api, request, async act => {
      if (!api.mails) throw new Refusal('not-found', 'not-found');
      await askFirstPasswordLetter(act, personId);
    });
    leaveFlash(reply, 'people/letter');
    return reply.redirect(`/people/${personId}`, 303);
  });

  // Shown, not redirected to: the password exists on this page alone, and the browser is told not to keep it.
  app.post('/people/:id/slip', async (request, reply) => {
    const personId = idOf(request);
    const slip = await actOf(api, request, act => resetPassword(act, personId));
    const around = await slipPaper(api, request, [slip]);
    const frame = await frameOf(api, request, reply);
    reply.header('cache-control', 'no-store').type('text/html');
    return reply.send(api.press.page('slip', { ...around, personId, name: slip.name }, frame));
  });
}

function askedFor(request: FastifyRequest): Required<PeopleQuery> {
  const query = request.query as Record<string, unknown>;
  const role = (['staff', 'parent', 'student'] as const).find(kind => kind === query.role) ?? '';
  return { search: String(query.search ?? '').slice(0, 100), role, page: pageNumberOf(request) ?? 1 };
}
