import type { FastifyInstance } from 'fastify';
import type { Act } from '#school/act.ts';
import { Refusal } from '#school/refusal.ts';
import { noteLoss, useWay } from '#school/ways/add-way.ts';
import { giveConsent, withdrawConsent } from '#school/ways/consents.ts';
import { askEmail, confirmationOf, confirmEmail } from '#school/ways/email.ts';
import { scopeOf } from '#school/ways/open-way.ts';
import type { ApiHouse } from '../doors.ts';
import { wholeNumber } from './address.ts';
import { fieldsOf, textOf } from './fields.ts';
import { form, page } from './page.ts';
import { waysView } from './ways-view.ts';

/** Ways to me beyond the site (2.3): e-mail, consents, which way is in use, which is lost. */
export function waysPages(app: FastifyInstance, api: ApiHouse): void {
  const around = { name: 'messengers', show: (act: Act) => waysView(api, act) };

  form(app, api, {
    ...around,
    path: '/messengers/email',
    flash: 'messengers/email-asked',
    submit: async (act, request) => {
      if (!api.mails) throw new Refusal('not-found', 'not-found');
      const { address, agreed } = fieldsOf(request);
      await askEmail(act, { address: textOf(address), agreed: agreed === 'yes' });
      return '/messengers';
    },
  });

  // A letter's link only shows a button: programs that look into letters open links.
  const confirmation = '/messengers/email/:code';
  page(app, api, {
    path: confirmation,
    name: 'confirm-email',
    show: (act, request) => confirmationOf(act, codeOf(request)),
  });
  form(app, api, {
    ...around,
    path: confirmation,
    flash: 'messengers/email-confirmed',
    submit: async (act, request) => {
      await confirmEmail(act, codeOf(request));
      return '/messengers';
    },
  });

  form(app, api, {
    ...around,
    path: '/messengers/use',
    flash: 'messengers/used',
    submit: async (act, request) => {
      const { chat, spare } = fieldsOf(request);
      await useWay(act, wholeNumber(chat) ?? 0, { spare: spare === 'yes' });
      return '/messengers';
    },
  });

  form(app, api, {
    ...around,
    path: '/messengers/lost',
    submit: async (act, request) => {
      await noteLoss(act, wholeNumber(fieldsOf(request).chat) ?? 0);
      return '/messengers';
    },
  });

  form(app, api, {
    ...around,
    path: '/messengers/consent',
    flash: 'messengers/agreed',
    submit: async (act, request) => {
      await giveConsent(act, scopeOf(fieldsOf(request).scope));
      return '/messengers';
    },
  });

  form(app, api, {
    ...around,
    path: '/messengers/withdraw',
    flash: 'messengers/withdrawn',
    submit: async (act, request) => {
      await withdrawConsent(act, scopeOf(fieldsOf(request).scope));
      return '/messengers';
    },
  });
}

function codeOf({ params }: { params: unknown }): string {
  return (params as { code: string }).code;
}
