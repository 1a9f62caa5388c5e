import type { FastifyInstance, FastifyRequest } from 'fastify';
import { attendanceChoices } from '#journal/attendance/attendance-choices.ts';
import type { Act } from '#school/act.ts';
import { addDays, type Day } from '#school/calendar.ts';
import { may } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { type InformedKind, informed, informedKinds, mostInformed } from '#school/ways/informed.ts';
import { myNotices } from '#school/ways/my-notices.ts';
import { handOver, paperDays, paperSheets } from '#school/ways/paper.ts';
import { reach } from '#school/ways/reach.ts';
import { dayOr } from '../days.ts';
import type { ApiHouse } from '../doors.ts';
import { pageNumberOf, wholeNumber } from './address.ts';
import { fieldsOf } from './fields.ts';
import { withText } from './notice-text.ts';
import { form, page } from './page.ts';

type Query = Record<string, unknown>;

/** My notices with their stories; for teachers who was told of what, whom nothing reaches, and the paper for them (3.2f). */
export function noticesPages(app: FastifyInstance, api: ApiHouse): void {
  page(app, api, { path: '/notices', name: 'notices', show: (act, request) => showNotices(api, act, request) });
  page(app, api, { path: '/informed', name: 'informed', show: (act, request) => showInformed(api, act, request) });
  page(app, api, { path: '/reach', name: 'reach', show: showReach });
  const paper = {
    path: '/paper',
    name: 'paper',
    show: (act: Act, request: FastifyRequest) => showPaper(api, act, request),
  };
  page(app, api, paper);
  form(app, api, {
    ...paper,
    flash: 'paper/handed',
    submit: async (act, request) => {
      const { class: classAsked } = request.query as Query;
      const until = untilOf(act, request);
      const [classId, studentId] = [wholeNumber(classAsked) ?? 0, wholeNumber(fieldsOf(request).student) ?? 0];
      await handOver(act, { classId, studentId, until });
      return `/paper?class=${classId}&until=${until}`;
    },
  });
}

async function showNotices({ press }: ApiHouse, act: Act, request: FastifyRequest) {
  const mine = await myNotices(act, { page: pageNumberOf(request) ?? 1 });
  const at = (number: number) => `/notices?page=${number}`;
  return {
    ...mine,
    notices: mine.notices.map(notice => ({
      ...withText(press)(notice),
      familyNotice: notice.kind === 'parent-notice' ? notice.facts.id : null,
    })),
    previous: mine.page > 1 ? at(mine.page - 1) : '',
    next: mine.page < mine.pages ? at(mine.page + 1) : '',
    mayAsk: may(act.by, 'readInformedOfOwn') || (await attendanceChoices(act)).length > 0,
    mayReach: (await attendanceChoices(act)).length > 0,
  };
}

async function showInformed({ press }: ApiHouse, act: Act, request: FastifyRequest) {
  const asked = request.query as Query;
  const choices = await attendanceChoices(act);
  const mayOwn = may(act.by, 'readInformedOfOwn');
  const usual = asked.class === undefined || !mayOwn ? choices[0]?.id : undefined;
  const classId = wholeNumber(asked.class) ?? usual ?? null;
  const until = dayOr(asked.until, act.today, 'until');
  const since = dayOr(asked.since, addDays(until, -30), 'since');
  const kinds = informedKinds.filter(kind => asked.kind === kind);
  const rows = await informed(act, { classId, since, until, kinds: kinds.length > 0 ? kinds : informedKinds });
  return {
    rows: rows.map(withText(press)),
    className: choices.find(({ id }) => id === classId)?.name ?? null,
    kinds: kinds[0] ?? ('' satisfies InformedKind | ''),
    ...{ most: mostInformed, choices, classId, since, until, mayOwn },
  };
}

async function showReach(act: Act, request: FastifyRequest) {
  const { classId, className, choices } = await classOf(act, request);
  const rows = await reach(act, classId);
  const unreached = rows.filter(({ reached }) => !reached).length;
  return { rows, unreached, classId, className, choices, mayGiveSlips: may(act.by, 'giveSlips', classId) };
}

async function showPaper({ press }: ApiHouse, act: Act, request: FastifyRequest) {
  const { classId, className } = await classOf(act, request);
  const until = untilOf(act, request);
  const sheets = await paperSheets(act, classId, until);
  return {
    sheets: sheets.map(sheet => ({ ...sheet, notices: sheet.notices.map(withText(press)) })),
    ...{ classId, className, until, since: addDays(until, 1 - paperDays), mayHand: may(act.by, 'handPaper', classId) },
  };
}

/** The class asked for, or the person's first. Refusal: not-found when it is none of theirs. */
async function classOf(act: Act, request: FastifyRequest) {
  const choices = await attendanceChoices(act);
  const asked = (request.query as Query).class;
  const found = asked === undefined ? choices[0] : choices.find(({ id }) => id === wholeNumber(asked));
  if (!found) throw new Refusal('not-found', 'not-found');
  return { classId: found.id, className: found.name, choices };
}

function untilOf(act: Act, request: FastifyRequest): Day {
  return dayOr((request.query as Query).until, act.today, 'until');
}
