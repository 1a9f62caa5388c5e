import type { FastifyInstance } from 'fastify';
import { issueMirrorCode } from '#forum/mirror/codes.ts';
import { unlinkMirror } from '#forum/mirror/end.ts';
import { mirrors } from '#forum/mirror/mirrors.ts';
import type { Act } from '#school/act.ts';
import { Refusal } from '#school/refusal.ts';
import { type ApiHouse, actOf, statusOf } from '../doors.ts';
import { wholeNumber } from './address.ts';
import { fieldsOf, textOf } from './fields.ts';
import { frame } from './frame.ts';
import { form, page, showPage } from './page.ts';

/** Groups of Telegram that mirror sections of the forum (3.2h): the registrar links them and ends the link. */
export function forumMirrorPages(app: FastifyInstance, api: ApiHouse): void {
  const show = async (act: Act) => ({
    ...(await mirrors(act)),
    botName: api.botName?.() ?? null,
    fresh: null,
    draft: {},
  });
  page(app, api, { path: '/forum/mirror', name: 'forum-mirror', show });

  // Shown, not redirected to: the code exists on this page alone, and the browser is told not to keep it.
  app.post('/forum/mirror', async (request, reply) => {
    const { section, understood } = fieldsOf(request);
    const typed = { section: textOf(section), understood: understood === 'yes' };
    try {
      const printed = await actOf(api, request, async act => {
        const fresh = { ...(await issueMirrorCode(act, typed)), section: typed.section };
        const view = { errors: {}, ...(await show(act)), fresh };
        return { view, around: await frame(api, act, { request, reply }) };
      });
      reply.header('cache-control', 'no-store').type('text/html');
      return reply.send(api.press.page('forum-mirror', printed.view, printed.around));
    } catch (error) {
      if (!(error instanceof Refusal) || ['signed-out', 'not-found'].includes(error.kind)) throw error;
      reply.code(statusOf[error.kind]);
      return showPage(api, { request, reply, name: 'forum-mirror', show, refusal: error });
    }
  });

  form(app, api, {
    path: '/forum/mirror/unlink',
    name: 'forum-mirror',
    flash: 'forum/mirror-unlinked',
    show,
    submit: async (act, request) => {
      await unlinkMirror(act, wholeNumber(fieldsOf(request).group) ?? 0);
      return '/forum/mirror';
    },
  });
}
