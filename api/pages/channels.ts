import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Act } from '#school/act.ts';
import { channels, switchChannel } from '#school/ways/channels.ts';
import { consentForm } from '#school/ways/consent-form.ts';
import { consentRegister } from '#school/ways/consent-register.ts';
import { recordPaperConsent, withdrawForPerson } from '#school/ways/consents.ts';
import type { ApiHouse } from '../doors.ts';
import { pageNumberOf, wholeNumber } from './address.ts';
import { fieldsOf, textOf } from './fields.ts';
import { form, page } from './page.ts';
import { sentenceOf } from './ways-view.ts';

/** The registrar's switches of channels and the register of consents (152-ФЗ, 41-ФЗ). */
export function channelsPages(app: FastifyInstance, api: ApiHouse): void {
  const switches = { name: 'channels', show: async (act: Act) => ({ channels: await channels(act) }) };
  page(app, api, { path: '/channels', ...switches });
  form(app, api, {
    path: '/channels',
    ...switches,
    flash: 'channels/switched',
    submit: async (act, request) => {
      const { channel, mode } = fieldsOf(request);
      await switchChannel(act, textOf(channel), textOf(mode));
      return '/channels';
    },
  });

  const register = { name: 'consents', show: showConsents };
  page(app, api, { path: '/consents', ...register });
  form(app, api, {
    path: '/consents',
    ...register,
    flash: 'consents/recorded',
    submit: async (act, request) => {
      const { person, scope, signedOn } = fieldsOf(request);
      const personId = wholeNumber(person) ?? 0;
      await recordPaperConsent(act, { personId, scope: textOf(scope), signedOn: textOf(signedOn) });
      return addressOf(request);
    },
  });
  page(app, api, {
    path: '/consents/form',
    name: 'consent-form',
    show: async (act, request) => {
      const { scopes, ...paper } = await consentForm(act, personOf(request));
      return { ...paper, sentences: scopes.map(scope => sentenceOf(api, scope)) };
    },
  });
  form(app, api, {
    path: '/consents/withdraw',
    ...register,
    flash: 'consents/withdrawn',
    submit: async (act, request) => {
      await withdrawForPerson(act, wholeNumber(fieldsOf(request).consent) ?? 0);
      return addressOf(request);
    },
  });
}

async function showConsents(act: Act, request: FastifyRequest) {
  const search = searchOf(request);
  const view = await consentRegister(act, { search, page: pageNumberOf(request) ?? 1 });
  const at = (number: number) => `/consents?${new URLSearchParams({ search, page: String(number) })}`;
  return {
    ...{ ...view, search, draft: { signedOn: act.today } },
    previous: view.page > 1 ? at(view.page - 1) : '',
    next: view.page < view.pages ? at(view.page + 1) : '',
  };
}

/** Without a person the paper is an empty one. */
function personOf(request: FastifyRequest): number | null {
  const { person } = request.query as { person?: unknown };
  return person === undefined ? null : (wholeNumber(person) ?? 0);
}

function addressOf(request: FastifyRequest): string {
  const search = searchOf(request);
  return search ? `/consents?${new URLSearchParams({ search })}` : '/consents';
}

function searchOf(request: FastifyRequest): string {
  return textOf((request.query as { search?: unknown }).search);
}
