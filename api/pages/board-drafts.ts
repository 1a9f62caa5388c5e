import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type DraftForm, draft, draftFile, draftForm, drafts } from '#board/drafts.ts';
import type { FileLine } from '#board/files.ts';
import { publishDraft, scheduleDraft } from '#board/publish-draft.ts';
import { beginDraft, dropDraft, saveDraft } from '#board/save-draft.ts';
import type { Act } from '#school/act.ts';
import { dayOf, timeOf } from '#school/calendar.ts';
import type { ApiHouse } from '../doors.ts';
import { idOf, wholeNumber } from './address.ts';
import { dutyRows } from './board-duties-form.ts';
import {
  type Beginning,
  beginningInstead,
  choiceOf,
  chosenAudience,
  filesIn,
  kindOf,
  listOf,
  typedWords,
  wordFields,
} from './board-form.ts';
import { fieldsOf, textOf } from './fields.ts';
import { filePage } from './files.ts';
import { form, page } from './page.ts';

/** Drafts of «Учительская»: written by some, published by others, now or by the clock. */
export function boardDraftPages(app: FastifyInstance, api: ApiHouse): void {
  page(app, api, { path: '/board/drafts', name: 'board-drafts', show: drafts });
  page(app, api, { path: '/board/drafts/new', name: 'board-draft', show: showNew });
  form(app, api, {
    path: '/board/drafts',
    name: 'board-draft',
    show: showNew,
    submit: async (act, request) => {
      const id = await beginDraft(act, textOf(fieldsOf(request).kind), typedWords(request));
      return goOn(act, request, id);
    },
  });
  page(app, api, { path: '/board/drafts/:id', name: 'board-draft', show: showDraft });
  filePage(app, api, { path: '/board/drafts/:id/file', find: (act, request) => draftFile(act, idOf(request)) });
  filePage(app, api, {
    path: '/board/drafts/:id/files/:file',
    find: (act, request) => draftFile(act, idOf(request), idOf(request, 'file')),
  });
  form(app, api, {
    path: '/board/drafts/:id',
    name: 'board-draft',
    show: showDraft,
    submit: async (act, request) => {
      const version = wholeNumber(fieldsOf(request).version) ?? 0;
      await saveDraft(act, idOf(request), { ...typedWords(request), dropFiles: droppedIn(request), version });
      return goOn(act, request, idOf(request));
    },
  });
  form(app, api, {
    path: '/board/drafts/:id/removal',
    name: 'board-draft',
    show: showDraft,
    submit: async (act, request) => {
      await dropDraft(act, idOf(request));
      return '/board/drafts';
    },
    flash: 'board/draft-dropped',
  });
}

function droppedIn(request: FastifyRequest): number[] {
  return listOf(fieldsOf(request).dropFile).map(id => wholeNumber(id) ?? 0);
}

/** What the pressed button asks for after the words are saved, in the same act: published now, at a moment, or neither. */
async function goOn(act: Act, request: FastifyRequest, id: number): Promise<string> {
  const { next, publishAt } = fieldsOf(request);
  if (next !== 'publish') return `/board/drafts/${id}`;
  const moment = textOf(publishAt).trim();
  if (moment === '') return `/board/${await publishDraft(act, id)}`;
  await scheduleDraft(act, id, moment);
  return '/board/drafts';
}

async function showNew(act: Act, request: FastifyRequest): Promise<object> {
  const body = fieldsOf(request);
  const instead = await beginningInstead(act, request);
  const kind = kindOf(body.kind ?? (request.query as Record<string, unknown>).kind) ?? instead?.kind;
  const offered = await draftForm(act, kind, choiceOf(request, instead));
  return { ...offered, ...formOf(request, offered, instead), saved: null, current: null };
}

/** After a conflict `current` holds the words another editor left, beside those typed here. */
async function showDraft(act: Act, request: FastifyRequest): Promise<object> {
  const saved = await draft(act, idOf(request));
  const offered = await draftForm(act, saved.kind, choiceOf(request, saved));
  const began = wholeNumber(fieldsOf(request).version);
  const shown = formOf(request, offered, saved);
  const at = saved.publishAt;
  const publishAt = at ? `${dayOf(at, act.timeZone)}T${timeOf(at, act.timeZone)}` : '';
  return {
    ...{ ...offered, ...shown, saved },
    draft: { ...shown.draft, publishAt },
    current: began !== undefined && began !== saved.version ? saved : null,
  };
}

function formOf(request: FastifyRequest, { kind, choices }: DraftForm, begun: Beginning & { files?: FileLine[] } = {}) {
  const audience = chosenAudience(request, begun);
  const at = begun.id ? `/board/drafts/${begun.id}` : '';
  return {
    kind,
    key: `board-draft-${begun.id ?? kind}`,
    audience,
    classesChosen: audience.some(word => word.startsWith('class:')),
    dutyRows: dutyRows(request, choices, begun.duties),
    hung: begun.files ?? [],
    hungAt: at,
    fileLost: filesIn(fieldsOf(request)).length > 0,
    everybody: `${at || '/board/drafts/new'}?kind=announcement&people=all`,
    draft: { ...wordFields(request, begun), publishAt: '' },
  };
}
