import type { FastifyInstance, FastifyRequest } from 'fastify';
import QRCode from 'qrcode';
import type { Act } from '#school/act.ts';
import { revokeChat } from '#school/chats.ts';
import { issueDeepLinkCode, revokeLinkCodes } from '#school/link-codes.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { wholeNumber } from './address.ts';
import { fieldsOf } from './fields.ts';
import { frame } from './frame.ts';
import { form, page } from './page.ts';
import { waysView } from './ways-view.ts';

/** My chats in messengers (2.3): which are linked, linking one more, ending one. */
export function messengersPage(app: FastifyInstance, api: ApiHouse): void {
  const show = (act: Act) => waysView(api, act);
  page(app, api, { path: '/messengers', name: 'messengers', show });

  // Shown, not redirected to: the code exists on this page alone, and the browser is told not to keep it.
  app.post('/messengers/code', async (request, reply) => {
    const printed = await actOf(api, request, async act => {
      const link = await freshLink(api, act);
      return { view: { errors: {}, ...(await show(act)), link }, around: await frame(api, act, { request, reply }) };
    });
    reply.header('cache-control', 'no-store').type('text/html');
    return reply.send(api.press.page('messengers', printed.view, printed.around));
  });

  form(app, api, {
    path: '/messengers/end',
    name: 'messengers',
    flash: 'messengers/ended',
    show,
    submit: async (act, request) => {
      await revokeChat(act, chatOf(request));
      return '/messengers';
    },
  });

  form(app, api, {
    path: '/messengers/revoke-codes',
    name: 'messengers',
    flash: 'messengers/codes-revoked',
    show,
    submit: async act => {
      await revokeLinkCodes(act, act.by.id);
      return '/messengers';
    },
  });
}

async function freshLink(api: ApiHouse, act: Act) {
  const botName = api.botName?.();
  if (!botName) return null;
  const { code, expiresAt } = issueDeepLinkCode(act);
  const address = `https://t.me/${botName}?start=${code}`;
  return { address, expiresAt, qr: await QRCode.toDataURL(address, { margin: 1 }) };
}

function chatOf(request: FastifyRequest): number {
  return wholeNumber(fieldsOf(request).chat) ?? 0;
}
