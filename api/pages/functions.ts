import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Act } from '#school/act.ts';
import { assignByHand, latestOrders } from '#school/assignments/assign-by-hand.ts';
import { openClasses, peopleToAssign } from '#school/assignments/choices.ts';
import { functions } from '#school/assignments/functions.ts';
import { withdrawChange } from '#school/assignments/withdraw-change.ts';
import type { ApiHouse } from '../doors.ts';
import { idOf, pageNumberOf, wholeNumber } from './address.ts';
import { fieldsOf, textOf } from './fields.ts';
import { tabsOf } from './overview.ts';
import { form, page } from './page.ts';

/** «Функции»: who holds what, what is coming, the log; the director assigns and relieves (6.1). */
export function functionsPages(app: FastifyInstance, api: ApiHouse): void {
  const shown = { name: 'functions', show };
  page(app, api, { path: '/functions', ...shown });
  form(app, api, {
    path: '/functions',
    ...shown,
    submit: async (act, request) => {
      await assignByHand(act, typed(request));
      return '/functions';
    },
    flash: 'functions/written',
  });
  form(app, api, {
    path: '/functions/:id/withdrawal',
    ...shown,
    submit: async (act, request) => {
      await withdrawChange(act, idOf(request));
      return '/functions';
    },
    flash: 'functions/withdrawn',
  });
}

async function show(act: Act, request: FastifyRequest): Promise<object> {
  const view = await functions(act, { page: pageNumberOf(request) });
  const groups = [...Map.groupBy(view.holders, holder => holder.function)].map(([name, held]) => ({
    function: name,
    held,
  }));
  return {
    ...view,
    ...tabsOf(act),
    groups: groups.filter(({ function: name }) => name !== 'teacher'),
    teachers: view.holders.filter(holder => holder.function === 'teacher'),
    choices: view.mayAssign
      ? { people: await peopleToAssign(act), classes: await openClasses(act), orders: await latestOrders(act) }
      : null,
    draft: {
      ...{ deed: 'assign', person: '', function: '', class: '', day: act.today, until: '' },
      ...{ order: '', orderNumber: '', orderDate: '' },
    },
    pager: {
      previous: view.page > 1 ? `/functions?page=${view.page - 1}` : null,
      next: view.page < view.pages ? `/functions?page=${view.page + 1}` : null,
    },
  };
}

function typed(request: FastifyRequest) {
  const body = fieldsOf(request);
  return {
    deed: body.deed === 'relieve' ? ('relieve' as const) : ('assign' as const),
    person: textOf(body.person),
    function: textOf(body.function),
    classId: wholeNumber(body.class),
    day: textOf(body.day).trim(),
    until: textOf(body.until).trim() || undefined,
    documentId: wholeNumber(body.order),
    orderNumber: textOf(body.orderNumber),
    orderDate: textOf(body.orderDate).trim(),
  };
}
