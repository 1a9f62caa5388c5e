import type { FastifyInstance, FastifyRequest } from 'fastify';
import { finalsOfCourse } from '#journal/finals/finals-of-course.ts';
import { finalsOverview } from '#journal/finals/finals-overview.ts';
import { saveFinalsForm } from '#journal/finals/save-finals-form.ts';
import { endUnlock, longestUnlock, unlockJournal } from '#journal/finals/unlock-journal.ts';
import type { Act } from '#school/act.ts';
import { addDays } from '#school/calendar.ts';
import { closePeriod, type NamedPeriod, reopenPeriod } from '#school/periods/close-period.ts';
import { Refusal } from '#school/refusal.ts';
import type { ApiHouse } from '../doors.ts';
import { idOf, wholeNumber } from './address.ts';
import { finalsFormOf, laidOut } from './finals-form.ts';
import { form, page } from './page.ts';

type Body = Record<string, unknown>;

/** Final marks: one journal (3.2e), the progress of all, closing and opening of periods (5.2, 6.1). */
export function finalsPages(app: FastifyInstance, api: ApiHouse): void {
  const course = { name: 'finals-course', show: showCourse };
  page(app, api, { path: '/journal/:id/finals', ...course });
  form(app, api, { path: '/journal/:id/finals', ...course, submit: saveCourse, flash: 'finals/saved' });
  form(app, api, { path: '/journal/:id/finals/unlock', ...course, submit: unlock, flash: 'finals/unlocked' });

  const overview = { name: 'finals', show: showOverview };
  page(app, api, { path: '/finals', ...overview });
  form(app, api, {
    path: '/finals/close',
    ...overview,
    submit: (act, request) => then(request, closePeriod(act, periodOf(request))),
    flash: 'finals/closed',
  });
  form(app, api, {
    path: '/finals/reopen',
    ...overview,
    submit: (act, request) => then(request, reopenPeriod(act, periodOf(request))),
    flash: 'finals/reopened',
  });
  form(app, api, {
    path: '/finals/lock',
    ...overview,
    submit: (act, request) => then(request, endUnlock(act, wholeNumber((request.body as Body).unlock) ?? nowhere())),
    flash: 'finals/locked',
  });
}

async function showCourse(act: Act, request: FastifyRequest): Promise<object> {
  const view = await finalsOfCourse(act, idOf(request));
  return {
    ...laidOut(view, request.body),
    today: act.today,
    latestUnlock: addDays(act.today, longestUnlock),
    draft: { period: '', reason: '', until: '' },
  };
}

async function saveCourse(act: Act, request: FastifyRequest): Promise<string> {
  const id = idOf(request);
  await saveFinalsForm(act, id, finalsFormOf(request.body));
  return `/journal/${id}/finals`;
}

async function unlock(act: Act, request: FastifyRequest): Promise<string> {
  const body = request.body as Body;
  const courseId = idOf(request);
  const periodId = wholeNumber(body.period) ?? nowhere();
  await unlockJournal(act, { courseId, periodId, reason: `${body.reason ?? ''}`, until: `${body.until ?? ''}` });
  return `/journal/${courseId}/finals`;
}

async function showOverview(act: Act, request: FastifyRequest): Promise<object> {
  const view = await finalsOverview(act, askedPeriod(request));
  return {
    ...view,
    over: view.period !== null && view.period.lastDay <= act.today,
    lacking: view.classes.reduce((sum, { due, chosen }) => sum + due - chosen, 0),
  };
}

async function then(request: FastifyRequest, done: Promise<void>): Promise<string> {
  await done;
  const period = askedPeriod(request);
  return period === undefined ? '/finals' : `/finals?period=${period}`;
}

function askedPeriod(request: FastifyRequest): number | undefined {
  return wholeNumber((request.query as Body).period);
}

function periodOf(request: FastifyRequest): NamedPeriod {
  const { kind, number } = request.body as Body;
  const isKind = kind === 'quarter' || kind === 'trimester' || kind === 'half-year';
  return isKind ? { kind, number: wholeNumber(number) ?? nowhere() } : nowhere();
}

function nowhere(): never {
  throw new Refusal('not-found', 'not-found');
}
