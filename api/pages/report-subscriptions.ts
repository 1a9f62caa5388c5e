import type { FastifyInstance, FastifyRequest } from 'fastify';
import { endBySecret, subscribedBySecret } from '#journal/reports/subscriptions/end-by-secret.ts';
import { mySubscriptions } from '#journal/reports/subscriptions/my-subscriptions.ts';
import { sendNow } from '#journal/reports/subscriptions/plan-sendings.ts';
import { sentFile } from '#journal/reports/subscriptions/sent-report.ts';
import {
  changeSubscription,
  endSubscription,
  pauseSubscription,
  resumeSubscription,
  subscribeToReport,
} from '#journal/reports/subscriptions/subscribe.ts';
import type { Act } from '#school/act.ts';
import { paperTypes } from '#school/file-kinds.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { typedIn } from '../reports.ts';
import { idOf, wholeNumber } from './address.ts';
import { nameParameters } from './files.ts';
import { bareFrame } from './frame.ts';
import { form, page } from './page.ts';
import { formsOf, wishIn, wishOf } from './report-subscription-fields.ts';
import { showReport } from './reports.ts';
import { showBare } from './unsubscribe.ts';

const path = '/reports/subscriptions';

/** Reports that come by themselves: asked for on a report's page, kept on one of their own, ended from a letter (1.2b, 5.2b). */
export function reportSubscriptionPages(app: FastifyInstance, api: ApiHouse): void {
  const list = { name: 'report-subscriptions', show: (act: Act, request: FastifyRequest) => show(api, act, request) };
  page(app, api, { ...list, path });

  form(app, api, {
    ...{ path: '/reports/:name/subscribe', name: 'report', flash: 'report-subscriptions/begun' },
    show: (act, request) => showReport(api, act, request),
    submit: async (act, request) => {
      const { name } = request.params as { name: string };
      await subscribeToReport(act, { name, typed: typedIn(request.query), wish: wishIn(request) });
      return path;
    },
  });

  const deeds: [of: string, deed: (act: Act, id: number) => Promise<unknown>, flash: string][] = [
    ['pause', pauseSubscription, 'paused'],
    ['resume', resumeSubscription, 'resumed'],
    ['end', endSubscription, 'ended'],
    ['now', sendNow, 'now'],
  ];
  for (const [of, deed, flash] of deeds) {
    form(app, api, {
      ...{ ...list, path: `${path}/:id/${of}`, flash: `report-subscriptions/${flash}` },
      submit: async (act, request) => {
        await deed(act, idOf(request));
        return path;
      },
    });
  }
  form(app, api, {
    ...{ ...list, path: `${path}/:id`, flash: 'report-subscriptions/changed' },
    submit: async (act, request) => {
      await changeSubscription(act, idOf(request), wishIn(request));
      return path;
    },
  });

  app.get(`${path}/files/:id`, async (request, reply) => {
    const { name, format, content } = await actOf(api, request, act => sentFile(act, idOf(request)));
    const headers = { 'content-disposition': `attachment; ${nameParameters(name)}`, 'cache-control': 'no-store' };
    return reply.headers(headers).type(paperTypes[format]).send(content);
  });
  endingPages(app, api);
}

async function show({ press }: ApiHouse, act: Act, request: FastifyRequest): Promise<object> {
  const mine = await mySubscriptions(act);
  const changing = request.method === 'POST' ? wholeNumber((request.params as { id?: string }).id) : undefined;
  const forms = await formsOf(
    act,
    mine.map(one => (one.id === changing && request.url.endsWith(`/${changing}`) ? wishIn(request) : wishOf(one))),
  );
  return {
    none: {},
    subscriptions: mine.map((one, at) => ({
      ...one,
      ...{ title: press.reportName(one.report).title, form: forms[at], changing: one.id === changing },
      href: `/reports/${one.report}?${new URLSearchParams(addressOf(one.chosen))}`,
    })),
  };
}

function addressOf({ of, term, parallel }: { of?: string; term?: string; parallel?: string }): Record<string, string> {
  return { ...(of ? { of } : {}), ...(term ? { term } : {}), ...(parallel ? { parallel } : {}) };
}

/** «Больше не присылать» of a letter, for whoever holds its secret. */
function endingPages(app: FastifyInstance, api: ApiHouse): void {
  const ending = '/unsubscribe/report/:secret';
  const secretOf = ({ params }: FastifyRequest) => (params as { secret: string }).secret;
  const ask = (secret: string) => api.house.asHouse(act => subscribedBySecret(act, secret));

  // Only shows a button: programs that look into letters open links.
  app.get(ending, async (request, reply) => {
    const { report, subscribed } = await ask(secretOf(request));
    const view = { subscribed, title: api.press.reportName(report).title };
    return showBare(reply, api.press.page('unsubscribe-report', view, bareFrame(api, request, reply)));
  });

  app.post(ending, { config: { machine: true } }, async (request, reply) => {
    await api.house.asHouse(act => endBySecret(act, secretOf(request)));
    const { report, subscribed } = await ask(secretOf(request));
    const view = { subscribed, title: api.press.reportName(report).title };
    return showBare(reply, api.press.page('unsubscribe-report', view, bareFrame(api, request, reply)));
  });
}
