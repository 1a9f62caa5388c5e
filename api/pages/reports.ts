import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type MyReport, myReports } from '#journal/reports/my-reports.ts';
import type { Report } from '#journal/reports/report.ts';
import type { ReportRun, TypedParameters } from '#journal/reports/run-report.ts';
import { mySubscriptions } from '#journal/reports/subscriptions/my-subscriptions.ts';
import { spanRuleOf } from '#journal/reports/subscriptions/parameters.ts';
import { currentTerm, yearOf, yearsBegun } from '#journal/reports/terms.ts';
import type { Act } from '#school/act.ts';
import { may } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { pageSheets } from '#templates/paper/page-sheets.ts';
import { type ApiHouse, actOf, wordRefusal } from '../doors.ts';
import { choiceView, fileOf, type PrintedReport, printReport, typedIn } from '../reports.ts';
import { nameParameters } from './files.ts';
import { page } from './page.ts';
import { formsOf, usualWish, wishIn } from './report-subscription-fields.ts';

/** «Отчёты»: a person's own list, and each report with its filters, as PDF and XLSX (1.2b, 1.2d, 3.1b, 4.1, 5.2c, 8.1). */
export function reportPages(app: FastifyInstance, api: ApiHouse): void {
  page(app, api, { path: '/reports', name: 'reports', show: act => showList(api, act) });
  page(app, api, { path: '/reports/:name', name: 'report', show: (act, request) => showReport(api, act, request) });

  for (const format of ['pdf', 'xlsx'] as const) {
    app.get<{ Params: { name: string } }>(`/reports/:name/${format}`, async (request, reply) => {
      const typed = typedIn(request.query);
      const printed = await actOf(api, request, act => printReport(api, act, request.params.name, typed));
      const { type, file, name, content } = await fileOf(api, printed, format);
      reply.headers({
        'content-disposition': `attachment; ${nameParameters(name!, file)}`,
        'cache-control': 'no-store',
      });
      return reply.type(type).send(content);
    });
  }
}

async function showList({ press }: ApiHouse, act: Act): Promise<object> {
  const mine = await myReports(act);
  const mayPackage = may(act.by, 'readSchoolReports');
  const line = ({ report, own }: MyReport) => ({
    ...{ name: report.name, ...press.reportName(report.name) },
    own: own
      .slice(0, 12)
      .map(choice => ({ ...choiceView(choice), href: `/reports/${report.name}?of=${choiceView(choice).id}` })),
  });
  const shelves = (mayPackage ? ['school', 'class', 'teacher'] : ['class', 'teacher', 'school']).map(shelf => ({
    ...{ shelf, reports: mine.filter(({ report }) => shelfOf(report) === shelf).map(line) },
  }));
  return {
    mayPackage,
    mayJournals: may(act.by, 'readClassJournals'),
    shelves: shelves.filter(({ reports }) => reports.length > 0),
  };
}

function shelfOf({ of }: Report): string {
  return of === 'course' ? 'teacher' : of;
}

/** What will not do leaves the filters with a sentence at the field, and no sheet. */
export async function showReport(api: ApiHouse, act: Act, request: FastifyRequest): Promise<object> {
  const { name } = request.params as { name: string };
  const typed = typedIn(request.query);
  try {
    return await shown(act, request, { printed: await printReport(api, act, name, typed), typed, errors: {} });
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== 'invalid') throw error;
    const usual = await printReport(api, act, name, { of: typed.of });
    const errors = { [error.field!]: wordRefusal(api.press, error) };
    return { ...(await shown(act, request, { printed: usual, typed, errors })), sheets: [] };
  }
}

interface Showing {
  printed: PrintedReport;
  typed: TypedParameters;
  errors: object;
}

async function shown(act: Act, request: FastifyRequest, { printed, typed, errors }: Showing) {
  const { run, title, about, document } = printed;
  const { report, asked, one, choices } = run;
  const { name, asks } = report;
  const address = new URLSearchParams(
    Object.entries(typed).filter((pair): pair is [string, string] => Boolean(pair[1])),
  );
  const current = one ? choiceView(one).id : 0;
  const begun = asks.includes('day') ? [] : await yearsBegun(act);
  const years = begun.map(year => ({ ...year, current: year.name === asked.year.name }));
  return {
    ...{ name, title, about, errors, choice: report.of, sheets: pageSheets(document) },
    asks: Object.fromEntries(asks.map(ask => [ask, true])),
    draft: { day: typed.day ?? asked.day, from: typed.from ?? asked.from, to: typed.to ?? asked.to },
    of: choices.of.map(choice => ({ ...choiceView(choice), current: choiceView(choice).id === current })),
    terms: choices.terms.map(term => ({ ...term, current: term.name === asked.term.name })),
    years,
    mayChoose: asks.length > 0 || one !== null || years.length > 1,
    parallels: Array.from({ length: 11 }, (_, at) => ({ number: at + 1, current: at + 1 === asked.parallel })),
    // Where the parents are told of what these two reports say.
    notices: ['preliminary-results', 'parent-notice'].includes(name)
      ? `/parent-notices?class=${current}&term=${asked.term.name}`
      : null,
    subscription: await subscriptionOf(act, request, { run, query: String(address) }),
    files: { pdf: `/reports/${name}/pdf?${address}`, xlsx: `/reports/${name}/xlsx?${address}` },
  };
}

/** «Присылать мне», of what the filters say now; of a past year nothing is sent any more. */
async function subscriptionOf(act: Act, request: FastifyRequest, { run, query }: { run: ReportRun; query: string }) {
  const { report, asked, one, choices } = run;
  const thisYear = await yearOf(act, act.today);
  if (asked.year.id !== thisYear?.id) return null;
  const isTyped = request.method === 'POST';
  const span = spanRuleOf(asked, { today: act.today, yearFrom: asked.year.firstDay });
  const [form] = await formsOf(act, [isTyped ? wishIn(request) : { ...usualWish, span }]);
  const current = currentTerm(choices.terms, act.today)?.name;
  const of = one ? String(choiceView(one).id) : undefined;
  const mine = await mySubscriptions(act, report.name);
  return {
    ...{ form, open: isTyped, mine: mine.filter(({ chosen }) => chosen.of === of) },
    action: `/reports/${report.name}/subscribe${query && `?${query}`}`,
    term: report.asks.includes('term') && asked.term.name !== current ? asked.term : null,
  };
}
