import type { FastifyInstance, FastifyRequest } from 'fastify';
import { teachersFilled } from '#journal/filled/teachers-filled.ts';
import type { Act } from '#school/act.ts';
import { type ActivityView, activity } from '#school/activity/activity.ts';
import { paperTypes } from '#school/file-kinds.ts';
import { Refusal } from '#school/refusal.ts';
import { writeBook } from '#school/write-book.ts';
import { peoplePlot } from '#templates/people-plot.ts';
import { type ApiHouse, actOf, wordRefusal } from '../doors.ts';
import { textOf } from './fields.ts';
import { tabsOf } from './overview.ts';
import { page } from './page.ts';

/** «Активность»: statistics of use for chosen dates, on the page and as a spreadsheet (7c, 8.2). */
export function activityPages(app: FastifyInstance, api: ApiHouse): void {
  page(app, api, { path: '/activity', name: 'activity', show: (act, request) => show(api, act, request) });
  app.get('/activity/book', async (request, reply) => {
    const { view, teachers } = await actOf(api, request, act => found(act, typed(request)));
    const name = `activity-${view.from}-${view.to}.xlsx`;
    return reply
      .type(paperTypes.xlsx)
      .header('content-disposition', `attachment; filename="${name}"`)
      .send(await book(api, view, teachers));
  });
}

function typed(request: FastifyRequest) {
  const query = request.query as Record<string, unknown>;
  return { from: textOf(query.from).trim() || undefined, to: textOf(query.to).trim() || undefined };
}

async function found(act: Act, asked: ReturnType<typeof typed>) {
  const view = await activity(act, asked);
  return { view, teachers: await teachersFilled(act, view) };
}

/** Days that can't be shown leave the usual ones, with a sentence at the field. */
async function show(api: ApiHouse, act: Act, request: FastifyRequest): Promise<object> {
  const asked = typed(request);
  try {
    return shown(act, await found(act, asked), { errors: {}, ...asked });
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== 'invalid') throw error;
    return shown(act, await found(act, typedNothing), {
      errors: { [error.field!]: wordRefusal(api.press, error) },
      ...asked,
    });
  }
}

const typedNothing = { from: undefined, to: undefined };

type Asked = { errors: object } & ReturnType<typeof typed>;

function shown(act: Act, { view, teachers }: Awaited<ReturnType<typeof found>>, { errors, from, to }: Asked): object {
  const busiest = view.days.toSorted((a, b) => b.people - a.people)[0]!;
  return {
    ...{ ...view, ...tabsOf(act), teachers, errors, busiest },
    plot: view.days.length > 1 && busiest.people > 0 ? peoplePlot(view.days) : null,
    draft: { from: from ?? view.from, to: to ?? view.to },
    book: `/activity/book?from=${view.from}&to=${view.to}`,
  };
}

type Teachers = Awaited<ReturnType<typeof teachersFilled>>;

function book({ press }: ApiHouse, view: ActivityView, teachers: Teachers): Promise<Buffer> {
  const [days = [], roles = [], lessons = [], named = []] = press.words('sheets/activity', {
    roles: view.roles.map(({ role }) => role),
  });
  const sheet = ([name = '', ...columns]: string[], rows: (string | number | null)[][]) => ({ name, columns, rows });
  return writeBook([
    sheet(
      days,
      view.days.map(one => [one.day, one.signIns, one.people, one.staff, one.parents, one.students]),
    ),
    sheet(
      roles,
      view.roles.map((one, place) => [
        ...[named[place]!, one.accounts, one.people, one.personDays, one.signIns, one.told, one.unread],
      ]),
    ),
    sheet(
      lessons,
      teachers.map(({ name, held, onDay, later, owed, share }) => [
        ...[name, held, onDay, later, owed, share === null ? null : share / 10],
      ]),
    ),
  ]);
}
