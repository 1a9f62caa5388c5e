import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Act } from '#school/act.ts';
import { Refusal } from '#school/refusal.ts';
import { classPeople, slipClasses } from '#school/slips/class-people.ts';
import { giveSlips } from '#school/slips/give-slips.ts';
import { type ApiHouse, actOf, statusOf } from '../doors.ts';
import { idOf, wholeNumber } from './address.ts';
import { fieldsOf } from './fields.ts';
import { frameOf } from './frame.ts';
import { page, showPage } from './page.ts';
import { slipPaper } from './slip-paper.ts';

const path = '/classes/:id/slips';

/** Slips for a whole class in one press, by its class teacher or the registrar (2.2.2, 2.2.3). */
export function classSlipsPages(app: FastifyInstance, api: ApiHouse): void {
  app.get('/slips', async (request, reply) => {
    const [first] = await actOf(api, request, slipClasses);
    if (!first) throw new Refusal('not-found', 'not-found');
    return reply.redirect(`/classes/${first.id}/slips`, 303);
  });

  page(app, api, { path, name: 'class-slips', show });

  // Shown, not redirected to: the passwords exist on this page alone, and the browser is told not to keep it.
  app.post(path, async (request, reply) => {
    const classId = idOf(request);
    try {
      const slips = await actOf(api, request, act => giveSlips(act, classId, chosenOf(request)));
      const paper = await slipPaper(api, request, slips);
      const frame = await frameOf(api, request, reply);
      reply.header('cache-control', 'no-store').type('text/html');
      return reply.send(api.press.page('class-slips-paper', { ...paper, classId }, frame));
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind !== 'invalid') throw error;
      reply.code(statusOf[error.kind]);
      return showPage(api, { request, reply, name: 'class-slips', show, refusal: error });
    }
  });
}

async function show(act: Act, request: FastifyRequest): Promise<object> {
  const view = await classPeople(act, idOf(request));
  const due = view.people.filter(({ hasPassword, isStaff }) => !hasPassword && !isStaff).length;
  return { ...view, due, leftOut: view.people.filter(({ isStaff }) => isStaff).length };
}

/** Those ticked, or nothing where the button for everybody without a password was pressed. */
function chosenOf(request: FastifyRequest): number[] | null {
  const { who, person } = fieldsOf(request);
  if (who !== 'chosen') return null;
  return [person]
    .flat()
    .map(typed => wholeNumber(typed) ?? 0)
    .filter(id => id > 0);
}
