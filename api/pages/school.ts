import type { FastifyInstance, FastifyRequest } from 'fastify';
import { undoSetting } from '#journal/school-year/undo-setting.ts';
import type { Act } from '#school/act.ts';
import { timeZones } from '#school/founding/founding-entry.ts';
import { keepAbout, schoolAbout } from '#school/settings/about.ts';
import { keepMarkRules, type MarkRules, markRules } from '#school/settings/rules.ts';
import { setUp } from '#school/settings/set-up.ts';
import { settingHistory } from '#school/settings/setting-history.ts';
import { dropThresholds, keepThresholds, presetOf } from '#school/settings/thresholds.ts';
import { dropWorkKind, keepWorkKind, raiseWorkKind } from '#school/settings/work-kinds.ts';
import type { ApiHouse } from '../doors.ts';
import { idOf, wholeNumber } from './address.ts';
import { fieldsOf, textOf } from './fields.ts';
import { form, page } from './page.ts';
import { sentAgain } from './sent-again.ts';

/** «Школа»: what is set up, the school's name, the rules of marks, who set what (2.1, 7). */
export function schoolPages(app: FastifyInstance, api: ApiHouse): void {
  page(app, api, { path: '/school', name: 'school', show: async act => ({ ...(await setUp(act)) }) });
  const history = { name: 'school-history', show: showHistory };
  page(app, api, { path: '/school/history', ...history });
  form(app, api, {
    ...{ path: '/school/history/:id/undo', ...history, flash: 'school/undone', after: api.house.readAgain },
    submit: async (act, request) => {
      await undoSetting(act, { id: idOf(request), sure: fieldsOf(request).sure === 'yes' });
      return '/school/history';
    },
  });
  aboutPages(app, api);
  rulesPages(app, api);
}

async function showHistory(act: Act, request: FastifyRequest) {
  return { lines: await settingHistory(act), ...sentAgain(request) };
}

function aboutPages(app: FastifyInstance, api: ApiHouse): void {
  const path = '/school/about';
  const on = { path, name: 'school-about', show: showAbout };
  page(app, api, on);
  form(app, api, {
    ...on,
    flash: 'school/saved',
    submit: async (act, request) => {
      const { name, fullName, town, directorName, timeZone } = fieldsOf(request);
      await keepAbout(act, {
        ...{ name: textOf(name), fullName: textOf(fullName), town: textOf(town) },
        ...{ directorName: textOf(directorName), timeZone: textOf(timeZone) },
      });
      return path;
    },
    after: api.house.readAgain,
  });
}

async function showAbout(act: Act) {
  const about = await schoolAbout(act);
  const { name, fullName, town, directorName, timeZone } = about;
  return {
    ...{ about, timeZones },
    isOther: !timeZones.some(({ zone }) => zone === timeZone),
    draft: { name, fullName, town: town ?? '', directorName: directorName ?? '', timeZone },
  };
}

function rulesPages(app: FastifyInstance, api: ApiHouse): void {
  const path = '/school/rules';
  const on = { name: 'school-rules', show: showRules };
  page(app, api, { path, ...on });
  const post = (at: string, work: (act: Act, request: FastifyRequest) => Promise<unknown>) =>
    form(app, api, {
      path: `${path}${at}`,
      ...on,
      flash: 'school/saved',
      submit: async (act, request) => {
        await work(act, request);
        return path;
      },
      after: api.house.readAgain,
    });
  post('', (act, request) => keepMarkRules(act, rulesOf(request)));
  post('/thresholds', (act, request) => {
    const { grade, preset, five, four, three } = fieldsOf(request);
    const chosen = wholeNumber(preset);
    const own = { five: hundredths(five), four: hundredths(four), three: hundredths(three) };
    return keepThresholds(act, { grade: wholeNumber(grade) ?? null, ...(chosen ? presetOf(chosen) : own) });
  });
  post('/thresholds/:grade/drop', (act, request) => dropThresholds(act, idOf(request, 'grade')));
  post('/work-kinds', (act, request) => keepWorkKind(act, workKindOf(request)));
  post('/work-kinds/:id', (act, request) => keepWorkKind(act, { id: idOf(request), ...workKindOf(request) }));
  post('/work-kinds/:id/raise', (act, request) => raiseWorkKind(act, idOf(request)));
  post('/work-kinds/:id/drop', (act, request) => dropWorkKind(act, idOf(request)));
}

async function showRules(act: Act) {
  const { rules, usual, thresholds, ...rest } = await markRules(act);
  const grades = Array.from({ length: 10 }, (_, index) => index + 2);
  const typed = thresholds.map(({ five, four, three, ...one }) => ({
    ...{ ...one, five: figure(five), four: figure(four), three: figure(three) },
  }));
  return { ...rest, rules, usual, thresholds: typed, grades, draft: { ...rules, name: '', weight: '1' } };
}

function rulesOf(request: FastifyRequest): MarkRules {
  const fields = fieldsOf(request);
  const number = (name: string) => wholeNumber(fields[name]) ?? 0;
  return {
    oneAllowed: fields.oneAllowed === 'yes',
    owedCountsAsTwo: fields.owedCountsAsTwo === 'yes',
    broughtMarksCount: fields.broughtMarksCount === 'yes',
    owedDays: number('owedDays'),
    editingDays: number('editingDays'),
    fewestMarksInQuarter: number('fewestMarksInQuarter'),
    fewestMarksInHalfYear: number('fewestMarksInHalfYear'),
    notAttestedWeight: number('notAttestedWeight'),
    remindersAt: textOf(fields.remindersAt),
  };
}

function workKindOf(request: FastifyRequest) {
  const { name, weight, control } = fieldsOf(request);
  return { name: textOf(name), weight: wholeNumber(weight) ?? 0, control: control === 'yes' };
}

/** «4,5» → 450; NaN for what is no such number. */
function hundredths(typed: unknown): number {
  const text = textOf(typed).trim().replace(',', '.');
  return /^\d(?:\.\d{1,2})?$/.test(text) ? Math.round(Number(text) * 100) : Number.NaN;
}

function figure(hundredths: number): string {
  return (hundredths / 100).toFixed(2).replace('.', ',');
}
