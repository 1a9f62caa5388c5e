import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { classJournals, orderClassJournal } from '#journal/reports/class-journal/class-journals.ts';
import { groupsOf } from '#journal/reports/class-journal/sealed.ts';
import { verifyClassJournal } from '#journal/reports/class-journal/verify-class-journal.ts';
import type { Act } from '#school/act.ts';
import { invalid, Refusal } from '#school/refusal.ts';
import { sendClassJournal } from '../class-journal-file.ts';
import { type ApiHouse, wordRefusal } from '../doors.ts';
import { idOf, wholeNumber } from './address.ts';
import { fieldsOf, textOf } from './fields.ts';
import { form, page, showPage } from './page.ts';

const path = '/reports/class-journals';

/** The whole journal of a class as one PDF: ordered, followed, fetched, and held against the history years later (1.2b, 1.2d, 4.1). */
export function classJournalPages(app: FastifyInstance, api: ApiHouse): void {
  app.get(path, (request, reply) =>
    showPage(api, { request, reply, name: 'class-journals', show: act => showWaiting(act, reply) }),
  );
  form(app, api, {
    ...{ path, name: 'class-journals', show },
    submit: async (act, request) => {
      const classId = wholeNumber(textOf(fieldsOf(request).class)) ?? invalid('class-journal/class', 'class');
      await orderClassJournal(act, classId);
      return path;
    },
  });
  app.get(`${path}/:id/file`, (request, reply) => sendClassJournal(api, { request, reply, id: idOf(request) }));
  page(app, api, {
    ...{ path: `${path}/verify`, name: 'class-journal-verify' },
    show: (act, request) => showVerdict(api, act, request),
  });
}

async function show(act: Act): Promise<object> {
  const { years, journals } = await classJournals(act);
  const own = years.flatMap(({ classes }) => classes).find(one => one.own);
  return {
    ...{ years, chosen: own?.id ?? 0 },
    journals: journals.map(one => ({ ...one, groups: one.hash === null ? '' : groupsOf(one.hash) })),
  };
}

async function showWaiting(act: Act, reply: FastifyReply): Promise<object> {
  const view = (await show(act)) as { journals: { state: string }[] };
  // The page that waits looks again by itself, without a script.
  if (view.journals.some(({ state }) => state === 'waiting')) reply.header('refresh', '2');
  return view;
}

/** What will not do leaves the field with a sentence, and nothing was looked for. */
async function showVerdict(api: ApiHouse, act: Act, request: FastifyRequest): Promise<object> {
  const hash = String((request.query as { hash?: unknown }).hash ?? '').slice(0, 500);
  // Without a hash only whoever may verify at all is asked.
  await classJournals(act);
  if (!hash.trim()) return { draft: { hash }, errors: {}, verdict: null };
  try {
    const verdict = await verifyClassJournal(act, hash);
    const groups =
      verdict.state === 'unknown' ? {} : { hashGroups: groupsOf(verdict.hash), nowGroups: groupsOf(verdict.hashNow) };
    return { draft: { hash }, errors: {}, verdict: { ...verdict, ...groups } };
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== 'invalid') throw error;
    return { draft: { hash }, errors: { [error.field!]: wordRefusal(api.press, error) }, verdict: null };
  }
}
