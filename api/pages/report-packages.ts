import type { FastifyInstance, FastifyReply } from 'fastify';
import { cancelPackage, orderPackage, packages } from '#journal/reports/package/packages.ts';
import type { Act } from '#school/act.ts';
import type { ApiHouse } from '../doors.ts';
import { sendReportPackage } from '../report-package-file.ts';
import { idOf } from './address.ts';
import { fieldsOf, textOf } from './fields.ts';
import { form, showPage } from './page.ts';

const path = '/reports/packages';

/** All papers of a term in one ZIP: ordered, followed, fetched (5.2c, 8.1). */
export function reportPackagePages(app: FastifyInstance, api: ApiHouse): void {
  app.get(path, (request, reply) =>
    showPage(api, { request, reply, name: 'report-packages', show: act => showPackages(act, reply) }),
  );
  form(app, api, {
    ...{ path, name: 'report-packages', show: act => packages(act) },
    submit: async (act, request) => {
      await orderPackage(act, { term: textOf(fieldsOf(request).term) });
      return path;
    },
  });
  form(app, api, {
    ...{ path: `${path}/:id/cancel`, name: 'report-packages', show: act => packages(act) },
    submit: async (act, request) => {
      await cancelPackage(act, idOf(request));
      return path;
    },
  });
  app.get(`${path}/:id/file`, (request, reply) => sendReportPackage(api, { request, reply, id: idOf(request) }));
}

async function showPackages(act: Act, reply: FastifyReply): Promise<object> {
  const view = await packages(act);
  // The page that waits looks again by itself, without a script.
  if (view.packages.some(({ state }) => state === 'waiting')) reply.header('refresh', '2');
  return view;
}
