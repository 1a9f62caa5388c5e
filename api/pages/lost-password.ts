import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { askNewPassword, lostPasswordOf, setLostPassword } from '#school/lost-password.ts';
import { Refusal } from '#school/refusal.ts';
import { type ApiHouse, statusOf, wordRefusal } from '../doors.ts';
import { fieldsOf, textOf } from './fields.ts';
import { leaveFlash } from './flash.ts';
import { bareFrame } from './frame.ts';

const asking = '/sign-in/lost';
const setting = '/sign-in/lost/:code';

/** A lost password (2.3): a letter with a link for whoever has confirmed an e-mail, and the page behind that link. */
export function lostPasswordPages(app: FastifyInstance, api: ApiHouse): void {
  const { house } = api;
  const config = { whileChangingPassword: true };

  app.get(asking, { config }, async (request, reply) =>
    show(api, { request, reply, name: 'lost-password', view: { sent: 'sent' in (request.query as object) } }),
  );

  app.post(asking, { config }, async (request, reply) => {
    if (!api.mails) throw new Refusal('not-found', 'not-found');
    const login = textOf(fieldsOf(request).login);
    try {
      await house.asHouse(act => askNewPassword(act, { login, address: request.ip }));
      return reply.redirect(`${asking}?sent`, 303);
    } catch (refusal) {
      return show(api, { request, reply, name: 'lost-password', view: { draft: { login } }, refusal });
    }
  });

  // Only shows a form: programs that look into letters open links.
  app.get(setting, { config }, (request, reply) => showNewPassword(api, { request, reply }));

  app.post(setting, { config }, async (request, reply) => {
    const password = textOf(fieldsOf(request).password);
    try {
      await house.asHouse(act => setLostPassword(act, { code: codeOf(request), password }));
      leaveFlash(reply, 'sign-in/lost');
      return reply.redirect('/sign-in', 303);
    } catch (refusal) {
      return showNewPassword(api, { request, reply, refusal });
    }
  });
}

interface Showing {
  request: FastifyRequest;
  reply: FastifyReply;
  refusal?: unknown;
}

/** The form behind a link that still opens; else the way to another letter. */
async function showNewPassword(api: ApiHouse, { request, reply, refusal }: Showing): Promise<unknown> {
  const code = codeOf(request);
  try {
    const { login } = await api.house.asHouse(act => lostPasswordOf(act, code));
    return await show(api, { request, reply, name: 'new-password', view: { login, code }, refusal });
  } catch (gone) {
    return show(api, { request, reply, name: 'lost-password', view: {}, refusal: gone });
  }
}

async function show(
  api: ApiHouse,
  { request, reply, name, view, refusal }: Showing & { name: string; view: object },
): Promise<unknown> {
  if (refusal !== undefined && !(refusal instanceof Refusal)) throw refusal;
  const sentence = refusal ? wordRefusal(api.press, refusal) : null;
  if (refusal) reply.code(statusOf[refusal.kind]);
  const errors = refusal?.field ? { [refusal.field]: sentence } : {};
  const plain = { mails: api.mails ?? false, sent: false, draft: { login: '' }, ...view };
  // The address is a secret: it is neither kept nor told to where the page leads.
  reply.headers({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' });
  const around = bareFrame(api, request, reply);
  const shown = { ...plain, errors, refusal: refusal?.field ? null : sentence };
  return reply.type('text/html').send(api.press.page(name, shown, around));
}

function codeOf({ params }: FastifyRequest): string {
  return (params as { code: string }).code;
}
