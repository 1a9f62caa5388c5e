import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Act } from '#school/act.ts';
import { paperTypes } from '#school/file-kinds.ts';
import { confirmImport, type ImportPreview, importState, previewImport } from '#school/imports/imports.ts';
import { importSample } from '#school/imports/samples.ts';
import { permit } from '#school/permissions.ts';
import { invalid, Refusal } from '#school/refusal.ts';
import { acceptedSheets, readSheet } from '#school/spreadsheets.ts';
import { type ApiHouse, actOf, wordRefusal } from '../doors.ts';
import { sentFiles } from '../uploads.ts';
import { idOf } from './address.ts';
import { fieldsOf } from './fields.ts';
import { form, page, showPage } from './page.ts';
import { preview } from './preview.ts';

/** So many lines of one kind are shown; the figures above them count all. */
const mostShown = 300;

/** People and the load from a spreadsheet: a file, what would come of it, and only then the writing (1.3, 7). */
export function importPeoplePages(app: FastifyInstance, api: ApiHouse): void {
  const start = { name: 'import-people', show: showForm };
  page(app, api, { path: '/people/import', ...start });
  preview(app, api, {
    path: '/people/import/preview',
    name: 'import-people-preview',
    show: (act, request) => showPreview(api, act, request),
    on: start,
  });
  form(app, api, {
    path: '/people/import/:id',
    ...start,
    submit: async (act, request) => {
      await confirmImport(act, idOf(request));
      return `/people/import/${idOf(request)}`;
    },
  });
  app.get('/people/import/:id', (request, reply) =>
    showPage(api, {
      request,
      reply,
      name: 'import-people-state',
      show: act => showState(api, act, { request, reply }),
    }),
  );
  app.get('/people/import/samples/:name', async (request, reply) => {
    await actOf(api, request, async act => permit(act, 'keepPeople'));
    const sample = await importSample((request.params as { name: string }).name);
    if (!sample) throw new Refusal('not-found', 'not-found');
    return reply
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(sample.fileName)}`)
      .type(paperTypes.xlsx)
      .send(sample.content);
  });
}

async function showForm(act: Act): Promise<object> {
  permit(act, 'keepPeople');
  return { accept: acceptedSheets };
}

async function showPreview({ press }: ApiHouse, act: Act, request: FastifyRequest): Promise<object> {
  permit(act, 'keepPeople');
  const [file] = sentFiles(fieldsOf(request).file);
  if (!file) invalid('import/no-file', 'file');
  const { rows } = await readSheet(file);
  const { lines, unread, missing, ...view } = await previewImport(act, { rows, fileName: file.name });
  const worded = (list: ImportPreview['unread']) =>
    list.map(({ refusal, ...line }) => ({ ...line, sentence: wordRefusal(press, refusal) }));
  const inState = (state: string) => [...lines].filter(line => line.state === state);
  const [fresh, changed] = [inState('new'), inState('changed')];
  return {
    ...view,
    unread: worded(unread).slice(0, mostShown),
    partly: worded('partly' in view ? view.partly : []),
    fresh: fresh.slice(0, mostShown),
    changed: changed.slice(0, mostShown),
    missing: missing.slice(0, mostShown),
    more: { fresh: fresh.length > mostShown, changed: changed.length > mostShown, missing: missing.length > mostShown },
    missingCount: missing.length,
  };
}

async function showState(
  { press }: ApiHouse,
  act: Act,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
): Promise<object> {
  const run = await importState(act, idOf(request));
  // The page that waits looks again by itself, without a script.
  if (run.state === 'waiting') reply.header('refresh', '1');
  const why = run.reason === null ? '' : wordRefusal(press, new Refusal('conflict', run.reason));
  return { run, why };
}
