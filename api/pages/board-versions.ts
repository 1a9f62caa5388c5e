import type { FastifyInstance, FastifyRequest } from 'fastify';
import { acknowledgements } from '#board/acknowledgements.ts';
import { type BaseKind, base, baseKinds, versionInForce } from '#board/base.ts';
import { changes } from '#board/changes.ts';
import { correctDocument, documentToCorrect } from '#board/correct-document.ts';
import { document } from '#board/document.ts';
import { openToFamilies } from '#board/open-to-families.ts';
import { peopleToTell } from '#board/people-to-tell.ts';
import { pinDocument } from '#board/pins.ts';
import type { Act } from '#school/act.ts';
import { acceptedFiles } from '#school/files.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { idOf, wholeNumber } from './address.ts';
import { filesIn, kindOf, listOf } from './board-form.ts';
import { fieldsOf, textOf } from './fields.ts';
import { form, page } from './page.ts';

/** The normative base, the versions of a document and what they changed, its correction, its pin, its opening to families. */
export function boardVersionPages(app: FastifyInstance, api: ApiHouse): void {
  page(app, api, { path: '/board/base', name: 'board-base', show: showBase });
  page(app, api, { path: '/board/base/:line', name: 'board-document', show: showVersionInForce });
  page(app, api, { path: '/board/:id/changes', name: 'board-changes', show: showChanges });

  page(app, api, { path: '/board/:id/correction', name: 'board-correction', show: showCorrection });
  form(app, api, {
    path: '/board/:id/correction',
    name: 'board-correction',
    show: showCorrection,
    submit: async (act, request) => `/board/${await correctDocument(act, idOf(request), typedCorrection(request))}`,
    flash: 'board/corrected',
  });

  const keep = (path: string, flash: string, work: (act: Act, id: number, yes: boolean) => Promise<void>) =>
    form(app, api, {
      path: `/board/:id/${path}`,
      name: 'board-document',
      show: showDocument,
      submit: async (act, request) => {
        const id = idOf(request);
        await work(act, id, fieldsOf(request).yes === '1');
        return `/board/${id}`;
      },
      flash,
    });
  keep('pin', 'board/pinned', pinDocument);
  keep('public', 'board/opened', openToFamilies);

  // The names that a form's search for people offers: options by themselves, put in by its script.
  app.get('/board/people', async (request, reply) => {
    const { kind, q } = request.query as Record<string, unknown>;
    const people = await actOf(api, request, act => peopleToTell(act, { kind: kindOf(kind) ?? 'order', q: textOf(q) }));
    return reply.type('text/html').send(api.press.fragment('board-people', { people }));
  });
}

async function showBase(act: Act, request: FastifyRequest): Promise<object> {
  const asked = (request.query as Record<string, unknown>).kind;
  const kind: BaseKind | undefined = baseKinds.find(one => one === asked);
  return { ...(await base(act, { kind })), kind: kind ?? null };
}

async function showVersionInForce(act: Act, request: FastifyRequest): Promise<object> {
  return documentPage(act, await versionInForce(act, (request.params as { line: string }).line));
}

async function showDocument(act: Act, request: FastifyRequest): Promise<object> {
  return documentPage(act, idOf(request));
}

/** A document with who has read it, where that may be seen. */
export async function documentPage(act: Act, id: number): Promise<object> {
  const view = await document(act, id);
  return { document: view, list: view.mayReadAcknowledgements ? await acknowledgements(act, view.id) : null };
}

async function showChanges(act: Act, request: FastifyRequest): Promise<object> {
  return changes(act, idOf(request));
}

async function showCorrection(act: Act, request: FastifyRequest): Promise<object> {
  const view = await documentToCorrect(act, idOf(request));
  const body = fieldsOf(request);
  const acknowledgeBy = view.acknowledgeBy && view.acknowledgeBy >= act.today ? view.acknowledgeBy : '';
  return {
    document: view,
    hung: view.files,
    hungAt: `/board/${view.id}`,
    acceptedFiles,
    fileLost: filesIn(body).length > 0,
    anew: textOf(body.anew),
    draft: { title: view.title, text: view.text, reason: '', acknowledgeBy },
  };
}

function typedCorrection(request: FastifyRequest) {
  const body = fieldsOf(request);
  return {
    title: textOf(body.title),
    text: textOf(body.text),
    reason: textOf(body.reason),
    anew: body.anew === 'yes',
    acknowledgeBy: textOf(body.acknowledgeBy).trim(),
    dropFiles: listOf(body.dropFile).map(id => wholeNumber(id) ?? 0),
    files: filesIn(body),
  };
}
