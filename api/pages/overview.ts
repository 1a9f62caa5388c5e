import type { FastifyInstance, FastifyRequest } from 'fastify';
import { unreadOrders } from '#board/unread-orders.ts';
import { spansOf } from '#journal/filled/spans.ts';
import { unfilledLessons } from '#journal/filled/unfilled-lessons.ts';
import type { Act } from '#school/act.ts';
import { may } from '#school/permissions.ts';
import { sharePlot, shareWords } from '#templates/share-plot.ts';
import type { ApiHouse } from '../doors.ts';
import { type OverviewPerson, overview } from '../overview.ts';
import { wholeNumber } from './address.ts';
import { page } from './page.ts';

/** «Как ведётся журнал»: the director's page, for deputies too (5.2b, 6.2), and the lists behind its figures. */
export function overviewPages(app: FastifyInstance, api: ApiHouse): void {
  page(app, api, { path: '/overview', name: 'overview', show });
  page(app, api, { path: '/overview/lessons', name: 'overview-lessons', show: showLessons });
  page(app, api, { path: '/overview/orders', name: 'overview-orders', show: showOrders });
}

const shown = ['today', 'week', 'period'] as const;
const columns = ['name', 'share', 'owed', 'finals', 'unread'] as const;
type Column = (typeof columns)[number];

async function show(act: Act, request: FastifyRequest): Promise<object> {
  const query = request.query as Record<string, unknown>;
  const span = shown.find(name => name === query.span) ?? 'week';
  const sort = columns.find(name => name === query.sort) ?? 'name';
  const view = await overview(act, span);
  const words = shareWords(view.weeks);
  return {
    ...view,
    ...tabsOf(act),
    sort,
    people: sorted(view.people, sort),
    plot: words && words.weeks > 1 ? sharePlot(view.weeks) : null,
    words,
    finals: view.keeping.overdue.reduce((sum, { due, chosen }) => sum + due - chosen, 0),
  };
}

/** What stands beside this page, for whom. */
export function tabsOf(act: Act) {
  const { by } = act;
  return {
    tabs: {
      overview: may(by, 'readEveryJournal'),
      activity: may(by, 'readActivity'),
      functions: may(by, 'readFunctions'),
      school: may(by, 'readSchoolSettings'),
      movement: may(by, 'readMovement') && may(by, 'readFunctions'),
      readings: may(by, 'readCardReadings'),
    },
  };
}

const collator = new Intl.Collator('ru');

/** Whoever needs attention first stands first; by name within. */
function sorted(people: readonly OverviewPerson[], by: Column): OverviewPerson[] {
  const named = people.toSorted((a, b) => collator.compare(a.name, b.name));
  if (by === 'name') return named;
  if (by === 'share') return named.toSorted((a, b) => (a.share ?? 1001) - (b.share ?? 1001));
  return named.toSorted((a, b) => b[by] - a[by]);
}

async function showLessons(act: Act, request: FastifyRequest): Promise<object> {
  const query = request.query as Record<string, unknown>;
  const name = shown.find(one => one === query.span) ?? 'week';
  const personId = wholeNumber(query.person);
  const spans = await spansOf(act);
  const lessons = await unfilledLessons(act, { ...(spans?.[name] ?? { from: act.today, to: act.today }), personId });
  return {
    lessons,
    span: name,
    period: spans?.period ?? null,
    person: personId ? (lessons[0]?.owner ?? '') : null,
    personId,
  };
}

async function showOrders(act: Act, request: FastifyRequest): Promise<object> {
  const personId = wholeNumber((request.query as Record<string, unknown>).person);
  const orders = (await unreadOrders(act)).filter(order => personId === undefined || order.personId === personId);
  const people = [...Map.groupBy(orders, order => order.personId)].map(([id, own]) => ({
    id,
    name: own[0]!.name,
    own,
  }));
  return { people, one: personId !== undefined };
}
