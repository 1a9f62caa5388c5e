import type { FastifyInstance, FastifyRequest } from 'fastify';
import { acknowledge, acknowledgements } from '#board/acknowledgements.ts';
import { document, documentFile } from '#board/document.ts';
import { countUnacknowledged, type DocumentFilter, documents } from '#board/documents.ts';
import { type DocumentState, documentStates } from '#board/force.ts';
import { newDocument } from '#board/new-document.ts';
import { postDocument } from '#board/post-document.ts';
import type { Act } from '#school/act.ts';
import { Refusal } from '#school/refusal.ts';
import { type ApiHouse, wordRefusal } from '../doors.ts';
import { idOf, pageNumberOf, wholeNumber } from './address.ts';
import { dutyRows } from './board-duties-form.ts';
import { beginningInstead, choiceOf, chosenAudience, filesIn, kindOf, typedWords, wordFields } from './board-form.ts';
import { documentPage } from './board-versions.ts';
import { fieldsOf, textOf } from './fields.ts';
import { filePage } from './files.ts';
import { badges } from './frame.ts';
import { form, page } from './page.ts';

/** «Учительская»: the list, a document, «Ознакомлен», and the form of a new one. */
export function boardPages(app: FastifyInstance, api: ApiHouse): void {
  badges.board = countUnacknowledged;

  page(app, api, { path: '/board', name: 'board', show: (act, request) => showBoard(api, act, request) });
  page(app, api, {
    path: '/board/archive',
    name: 'board',
    show: (act, request) => showBoard(api, act, request, { archive: true }),
  });
  page(app, api, { path: '/board/new', name: 'board-new', show: showNewDocument });
  form(app, api, {
    path: '/board',
    name: 'board-new',
    show: showNewDocument,
    submit: async (act, request) => `/board/${await postDocument(act, typedDocument(request))}`,
    flash: 'board/posted',
  });

  page(app, api, { path: '/board/:id', name: 'board-document', show: showDocument });
  filePage(app, api, { path: '/board/:id/file', find: (act, request) => documentFile(act, idOf(request)) });
  filePage(app, api, {
    path: '/board/:id/files/:file',
    find: (act, request) => documentFile(act, idOf(request), idOf(request, 'file')),
  });
  page(app, api, { path: '/board/:id/acknowledgements', name: 'board-acknowledgements', show: showAcknowledgements });
  form(app, api, {
    path: '/board/:id/acknowledgement',
    name: 'board-document',
    show: showDocument,
    submit: async (act, request) => {
      const id = idOf(request);
      await acknowledge(act, id, 'page');
      return `/board/${id}`;
    },
    flash: 'board/acknowledged',
  });
}

async function showBoard(api: ApiHouse, act: Act, request: FastifyRequest, { archive = false } = {}): Promise<object> {
  const query = request.query as Record<string, unknown>;
  const kind = kindOf(query.kind);
  const year = wholeNumber(query.year);
  const q = textOf(query.q).trim() || undefined;
  const signer = wholeNumber(query.signer);
  const state = stateOf(query.state);
  const wanted = { kind, year, signer, state, archive, page: pageNumberOf(request) };
  const { list, sentence } = await searched(api, act, { ...wanted, q });
  const href = (changed: object) => addressOf(archive, { kind, year, q, signer, state, ...changed });
  return {
    ...list,
    kind: kind ?? null,
    year: year ?? null,
    q: q ?? '',
    errors: sentence ? { q: sentence } : {},
    narrowed: q !== undefined || signer !== undefined || state !== undefined,
    ...{ archive, state: state ?? null },
    pinned: list.documents.filter(({ pinned }) => pinned),
    documents: list.documents.filter(({ pinned }) => !pinned),
    signers: list.signers.map(one => ({ ...one, chosen: one.id === signer })),
    family: act.by.childIds.length > 0,
    unacknowledged: list.kinds.reduce((sum, one) => sum + one.unacknowledged, 0),
    all: href({ kind: undefined }),
    kinds: list.kinds.map(one => ({ ...one, href: href({ kind: one.kind }), current: one.kind === kind })),
    years: list.years.map(one => ({ year: one, href: href({ year: one }), current: one === year })),
    everyYear: href({ year: undefined }),
    anyYear: year === undefined,
    pager: {
      previous: list.page > 1 ? href({ page: list.page - 1 }) : null,
      next: list.page < list.pages ? href({ page: list.page + 1 }) : null,
    },
  };
}

/** What can't be looked for leaves the whole list, with a sentence at the field. */
async function searched(api: ApiHouse, act: Act, filter: DocumentFilter) {
  try {
    return { list: await documents(act, filter), sentence: null };
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== 'invalid') throw error;
    return { list: await documents(act, { ...filter, q: undefined }), sentence: wordRefusal(api.press, error) };
  }
}

async function showDocument(act: Act, request: FastifyRequest): Promise<object> {
  return documentPage(act, idOf(request));
}

async function showAcknowledgements(act: Act, request: FastifyRequest): Promise<object> {
  const id = idOf(request);
  const { readers, former, ...counted } = await acknowledgements(act, id);
  // On the screen those come first who have not read it; paper is in the order of names.
  const names = new Intl.Collator('ru');
  const lines = [...readers.toSorted((a, b) => names.compare(a.name, b.name)), ...former];
  const list = { ...counted, lines: lines.map((reader, index) => ({ ...reader, number: index + 1 })) };
  return { list, document: await document(act, id), at: act.at };
}

async function showNewDocument(act: Act, request: FastifyRequest): Promise<object> {
  const body = fieldsOf(request);
  const instead = await beginningInstead(act, request);
  const kind = kindOf(body.kind ?? (request.query as Record<string, unknown>).kind) ?? instead?.kind;
  const begun = await newDocument(act, kind, choiceOf(request, instead));
  const audience = chosenAudience(request, instead);
  return {
    ...begun,
    audience,
    classesChosen: audience.some(word => word.startsWith('class:')),
    dutyRows: dutyRows(request, begun.choices),
    leavesGap: (wholeNumber(body.number) ?? 0) > begun.nextNumber,
    // A browser never gives a chosen file back to a form that is shown again.
    hung: [],
    hungAt: '',
    fileLost: filesIn(body).length > 0,
    everybody: '/board/new?kind=announcement&people=all',
    draft: { number: '', outOfTurn: '', date: begun.date, ...wordFields(request, instead) },
  };
}

function typedDocument(request: FastifyRequest) {
  const body = fieldsOf(request);
  const number = textOf(body.number).trim();
  return {
    ...typedWords(request),
    kind: textOf(body.kind),
    number: number === '' ? undefined : (wholeNumber(number) ?? Number.NaN),
    outOfTurn: body.outOfTurn === 'yes',
    date: textOf(body.date),
  };
}

function stateOf(value: unknown): DocumentState | undefined {
  return documentStates.find(state => state === value);
}

function addressOf(archive: boolean, filter: Record<string, unknown>): string {
  const board = archive ? '/board/archive' : '/board';
  const set = Object.entries(filter).filter(([, value]) => value !== undefined);
  return set.length === 0
    ? board
    : `${board}?${new URLSearchParams(set.map(([name, value]) => [name, String(value)]))}`;
}
