import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Act } from '#school/act.ts';
import { cardReadings, keepReadings, type ReadingsQuery } from '#school/classes/card-readings.ts';
import { classList } from '#school/classes/class-list.ts';
import { Refusal } from '#school/refusal.ts';
import { type ApiHouse, wordRefusal } from '../doors.ts';
import { pageNumberOf, wholeNumber } from './address.ts';
import { fieldsOf, textOf } from './fields.ts';
import { tabsOf } from './overview.ts';
import { form, page } from './page.ts';

/** «Кто смотрел карточки» (152-ФЗ), for director and registrar. */
export function cardReadingPages(app: FastifyInstance, api: ApiHouse): void {
  const shown = { name: 'card-readings', show: (act: Act, request: FastifyRequest) => show(api, act, request) };
  page(app, api, { path: '/card-readings', ...shown });
  form(app, api, {
    path: '/card-readings/days',
    ...shown,
    submit: async (act, request) => {
      await keepReadings(act, wholeNumber(textOf(fieldsOf(request).days).trim()));
      return '/card-readings';
    },
    flash: 'classes/readings-kept',
  });
}

/** Days that can't be shown leave the usual ones, with a sentence at the field. */
async function show(api: ApiHouse, act: Act, request: FastifyRequest): Promise<object> {
  const asked = askedOf(request);
  try {
    return await shownWith(act, asked, {});
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== 'invalid') throw error;
    const { from: _, to: __, ...rest } = asked;
    return shownWith(act, rest, { [error.field!]: wordRefusal(api.press, error) });
  }
}

function askedOf(request: FastifyRequest): ReadingsQuery {
  const query = request.query as Record<string, unknown>;
  const text = (name: string) => textOf(query[name]).trim().slice(0, 60) || undefined;
  const days = { from: text('from'), to: text('to') };
  const page = pageNumberOf(request);
  return { ...days, reader: text('reader'), person: text('person'), classId: wholeNumber(query.class), page };
}

async function shownWith(act: Act, asked: ReadingsQuery, errors: object): Promise<object> {
  const view = await cardReadings(act, asked);
  const { reader = '', person = '', classId } = asked;
  const at = (page: number) => {
    const kept = { from: view.from, to: view.to, reader, person, class: String(classId ?? ''), page: String(page) };
    return `/card-readings?${new URLSearchParams(kept)}`;
  };
  return {
    ...{
      ...view,
      ...tabsOf(act),
      errors,
      classes: await classList(act),
      asked: { reader, person, classId: classId ?? null },
    },
    draft: { days: String(view.keptDays) },
    previous: view.page > 1 ? at(view.page - 1) : '',
    next: view.page < view.pages ? at(view.page + 1) : '',
  };
}
