import type { FastifyInstance, FastifyRequest } from 'fastify';
import { timetableChanges } from '#journal/timetable/changes.ts';
import { changeDraft, previewDraft, putInForce, startDraft } from '#journal/timetable/draft.ts';
import { timetableEditor } from '#journal/timetable/editor.ts';
import { type EditorPress, pressEditor } from '#journal/timetable/editor-step.ts';
import { undoChange } from '#journal/timetable/undo-change.ts';
import type { Act } from '#school/act.ts';
import { addDays, type Day, weekOf } from '#school/calendar.ts';
import { permit } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { discardDraft, openDrafts, undoStep } from '#school/timetable/drafts.ts';
import { type EntryWeek, entryWeekNames } from '#school/timetable/placed.ts';
import type { ApiHouse } from '../doors.ts';
import { idOf, wholeNumber } from './address.ts';
import { fieldsOf, textOf } from './fields.ts';
import { form, page } from './page.ts';

/** The timetable made by hand: drafts, the grid of a class, what a draft would change (5.2a, 7a). */
export function timetableEditPages(app: FastifyInstance, api: ApiHouse): void {
  const list = { name: 'timetable-drafts', show: showDrafts };
  page(app, api, { path: '/timetable/edit', ...list });
  form(app, api, {
    path: '/timetable/edit',
    ...list,
    submit: async (act, request) => `/timetable/edit/${await startDraft(act, beginningOf(request))}`,
    flash: 'timetable/draft-begun',
  });
  form(app, api, {
    path: '/timetable/changes/:id/undo',
    ...list,
    submit: async (act, request) => {
      await undoChange(act, idOf(request));
      return '/timetable/edit';
    },
    flash: 'timetable/undone',
  });
  const grid = { name: 'timetable-edit', show: showEditor };
  page(app, api, { path: '/timetable/edit/:id', ...grid });
  form(app, api, {
    path: '/timetable/edit/:id',
    ...grid,
    submit: async (act, request) => {
      await pressEditor(act, idOf(request), pressOf(request));
      return backTo(request);
    },
  });
  form(app, api, {
    path: '/timetable/edit/:id/undo',
    ...grid,
    submit: async (act, request) => {
      await undoStep(act, idOf(request));
      return backTo(request);
    },
  });
  const check = { name: 'timetable-check', show: showCheck };
  page(app, api, { path: '/timetable/edit/:id/check', ...check });
  form(app, api, {
    path: '/timetable/edit/:id/check',
    ...check,
    submit: async (act, request) => {
      await putInForce(act, idOf(request), { allowClashes: fieldsOf(request).allow === 'yes' });
      return '/timetable/edit';
    },
    flash: 'timetable/in-force',
  });
  form(app, api, {
    path: '/timetable/edit/:id/date',
    ...check,
    submit: async (act, request) => {
      await changeDraft(act, idOf(request), beginningOf(request));
      return `/timetable/edit/${idOf(request)}/check`;
    },
  });
  form(app, api, {
    path: '/timetable/edit/:id/discard',
    ...check,
    submit: async (act, request) => {
      await discardDraft(act, idOf(request));
      return '/timetable/edit';
    },
    flash: 'timetable/draft-discarded',
  });
}

// The room holds the day to the rules.
function beginningOf(request: FastifyRequest): { since: Day; note: string | null } {
  const { since, note } = fieldsOf(request);
  return { since: textOf(since) as Day, note: textOf(note) };
}

async function showDrafts(act: Act): Promise<object> {
  permit(act, 'keepTimetable');
  return {
    drafts: await openDrafts(act),
    changes: await timetableChanges(act),
    draft: { since: addDays(weekOf(act.today).monday, 7), note: '' },
  };
}

async function showEditor(act: Act, request: FastifyRequest): Promise<object> {
  const asked = { ...(request.query as Record<string, unknown>), ...fieldsOf(request) };
  const week = entryWeekNames.find(one => one === asked.week);
  const classId = wholeNumber(asked.class);
  const view = await timetableEditor(act, idOf(request), {
    ...(classId === undefined ? {} : { classId }),
    ...(textOf(asked.what) === '' ? {} : { what: textOf(asked.what) }),
    ...(week ? { week } : {}),
  });
  return { ...view, address: `/timetable/edit/${view.id}`, room: textOf(asked.room) };
}

async function showCheck(act: Act, request: FastifyRequest): Promise<object> {
  const draft = (await openDrafts(act)).find(({ id }) => id === idOf(request));
  if (!draft) throw new Refusal('not-found', 'not-found');
  const { id, since, note } = draft;
  // One whose day has come can only be given another.
  const isLate = since <= act.today;
  const preview = isLate ? null : await previewDraft(act, id);
  return { preview, id, since, note, draft: { since, note: note ?? '' } };
}

function pressOf(request: FastifyRequest): EditorPress {
  const { what, to, swap, remove, room, week, joint } = fieldsOf(request);
  const deed = remove !== undefined ? 'remove' : swap !== undefined ? 'swap' : 'put';
  return {
    ...{ what: textOf(what), deed },
    ...(deed === 'remove' ? {} : { to: textOf(deed === 'swap' ? swap : to) }),
    ...(textOf(room) === '' ? {} : { room: textOf(room) }),
    ...(textOf(week) === '' ? {} : { week: textOf(week) as EntryWeek }),
    ...(joint === undefined ? {} : { joint: joint === 'yes' }),
  };
}

function backTo(request: FastifyRequest): string {
  const classId = wholeNumber(fieldsOf(request).class);
  return `/timetable/edit/${idOf(request)}${classId === undefined ? '' : `?class=${classId}`}`;
}
