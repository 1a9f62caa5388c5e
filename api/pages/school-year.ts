import type { FastifyInstance, FastifyRequest } from 'fastify';
import { dropDaysOff, dropMovedDay, keepDaysOff, keepMovedDay } from '#journal/school-year/keep-days-off.ts';
import { dropPeriods, keepPeriods } from '#journal/school-year/keep-periods.ts';
import { addYear, keepDaysPerWeek, keepYear } from '#journal/school-year/keep-year.ts';
import { type Span, schoolYear } from '#journal/school-year/school-year.ts';
import type { Act } from '#school/act.ts';
import type { ApiHouse } from '../doors.ts';
import { nameOfYear } from '../years.ts';
import { idOf, wholeNumber } from './address.ts';
import { fieldsOf, textOf } from './fields.ts';
import { form, page } from './page.ts';
import { sentAgain } from './sent-again.ts';

const path = '/school/year';

/** The calendar of the school year: its days, periods, holidays, moved days (5.2a, 7a). */
export function schoolYearPages(app: FastifyInstance, api: ApiHouse): void {
  const on = { name: 'school-year', show: showYear };
  page(app, api, { path, ...on });
  const post = (at: string, work: (act: Act, request: FastifyRequest) => Promise<unknown>) =>
    form(app, api, {
      path: `${path}/${at}`,
      ...on,
      flash: 'school/saved',
      submit: async (act, request) => {
        const made = await work(act, request);
        const year = at === 'years' ? made : wholeNumber(fieldsOf(request).yearId);
        return year ? `${path}?year=${year}` : path;
      },
    });
  post('years', (act, request) => addYear(act, wholeNumber(fieldsOf(request).start) ?? 0));
  post('days', (act, request) => keepYear(act, { id: yearOf(request), ...spanOf(request), sure: isSure(request) }));
  post('week', (act, request) => keepDaysPerWeek(act, wholeNumber(fieldsOf(request).daysPerWeek) ?? 0));
  post('periods', (act, request) => {
    const fields = fieldsOf(request);
    const count = wholeNumber(fields.count) ?? 0;
    const spans = Array.from({ length: Math.min(count, 4) }, (_, index) => ({
      firstDay: textOf(fields[`first-${index + 1}`]),
      lastDay: textOf(fields[`last-${index + 1}`]),
    }));
    return keepPeriods(act, { yearId: yearOf(request), kind: textOf(fields.kind), spans, sure: isSure(request) });
  });
  post('periods/drop', (act, request) =>
    dropPeriods(act, { yearId: yearOf(request), kind: textOf(fieldsOf(request).kind) }),
  );
  post('days-off', (act, request) => keepDaysOff(act, daysOffOf(request)));
  post('days-off/:id', (act, request) => keepDaysOff(act, { id: idOf(request), ...daysOffOf(request) }));
  post('days-off/:id/drop', (act, request) => dropDaysOff(act, { id: idOf(request), sure: isSure(request) }));
  post('moved-days', (act, request) => {
    const { day, weekday } = fieldsOf(request);
    return keepMovedDay(act, { day: textOf(day), weekday: wholeNumber(weekday) ?? 0, sure: isSure(request) });
  });
  post('moved-days/:id/drop', (act, request) => dropMovedDay(act, { id: idOf(request), sure: isSure(request) }));
}

async function showYear(act: Act, request: FastifyRequest) {
  const asked = fieldsOf(request).yearId ?? (request.query as { year?: unknown }).year;
  const view = await schoolYear(act, wholeNumber(asked));
  const grades = Array.from({ length: 11 }, (_, index) => index + 1);
  const kinds = view.kinds.map(({ periods, count, ...kind }) => ({
    ...{ ...kind, count, there: periods.length > 0 },
    rows: Array.from({ length: count }, (_, index) => ({
      ...{ number: index + 1, firstDay: '', lastDay: '', closed: false },
      ...periods[index],
    })),
  }));
  const named = <T extends Span>(span: T) => ({ ...span, name: nameOfYear(span) });
  return {
    ...{ ...view, kinds, grades, today: act.today },
    draft: { name: '', firstDay: '', lastDay: '', day: '' },
    ...{ year: named(view.year), years: view.years.map(named), nextName: `${view.next}/${view.next + 1}` },
    ...sentAgain(request),
  };
}

function yearOf(request: FastifyRequest): number {
  return wholeNumber(fieldsOf(request).yearId) ?? 0;
}

function spanOf(request: FastifyRequest) {
  const { firstDay, lastDay } = fieldsOf(request);
  return { firstDay: textOf(firstDay), lastDay: textOf(lastDay) };
}

function isSure(request: FastifyRequest): boolean {
  return fieldsOf(request).sure === 'yes';
}

function daysOffOf(request: FastifyRequest) {
  const { name, grade } = fieldsOf(request);
  return {
    ...{ yearId: yearOf(request), name: textOf(name), grade: wholeNumber(grade) ?? null },
    ...{ ...spanOf(request), sure: isSure(request) },
  };
}
