import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type ImportEntry, importForm, importMarks, previewMarks } from '#journal/import-marks/import-marks.ts';
import type { Act } from '#school/act.ts';
import { invalid, Refusal } from '#school/refusal.ts';
import { acceptedSheets, readSheet } from '#school/spreadsheets.ts';
import { type ApiHouse, wordRefusal } from '../doors.ts';
import type { Upload } from '../uploads.ts';
import { idOf, wholeNumber } from './address.ts';
import { fieldsOf, textOf } from './fields.ts';
import { form, page } from './page.ts';
import { preview } from './preview.ts';

/** Marks of another journal's spreadsheet: a file, what would come of it, and only then the entries. */
export function importMarksPages(app: FastifyInstance, api: ApiHouse): void {
  const start = { name: 'import-marks', show: showForm };
  page(app, api, { path: '/journal/:id/import', ...start });
  preview(app, api, {
    path: '/journal/:id/import/preview',
    name: 'import-marks-preview',
    show: (act, request) => showPreview(api, act, request),
    on: start,
  });
  form(app, api, {
    path: '/journal/:id/import',
    ...start,
    submit: async (act, request) => {
      await importMarks(act, idOf(request), confirmed(request));
      return `/journal/${idOf(request)}`;
    },
    flash: 'import/written',
  });
}

async function showForm(act: Act, request: FastifyRequest): Promise<object> {
  return { ...(await importForm(act, idOf(request))), accept: acceptedSheets };
}

async function showPreview({ press }: ApiHouse, act: Act, request: FastifyRequest): Promise<object> {
  const { file } = fieldsOf(request);
  if (typeof file !== 'object' || file === null) invalid('import/no-file', 'file');
  const { rows } = await readSheet(file as Upload);
  const { unplaced, ...view } = await previewMarks(act, idOf(request), rows);
  const worded = unplaced.map(({ refusal, ...place }) => ({ ...place, sentence: wordRefusal(press, refusal) }));
  return {
    ...view,
    columns: worded.filter(({ row }) => row === null),
    lines: worded.filter(({ column }) => column === null),
    cells: worded.filter(({ row, column }) => row !== null && column !== null),
    sent: JSON.stringify(view.entries),
  };
}

/** What the preview handed on; the room holds every entry to the rules again. */
function confirmed(request: FastifyRequest) {
  const { entries, basis, kind } = fieldsOf(request);
  return { entries: readSent(textOf(entries)), basis: textOf(basis), workKindId: wholeNumber(kind) };
}

function readSent(text: string): ImportEntry[] {
  try {
    const sent: unknown = JSON.parse(text);
    if (Array.isArray(sent) && sent.every(isEntry)) return sent;
  } catch {
    // Said below.
  }
  throw new Refusal('invalid', 'malformed', { facts: { detail: '' } });
}

function isEntry(one: unknown): one is ImportEntry {
  if (!Array.isArray(one) || one.length !== 3) return false;
  const [lessonId, studentId, text] = one;
  return [lessonId, studentId].every(isId) && typeof text === 'string' && text.length <= 100;
}

function isId(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) > 0 && (value as number) <= 2_147_483_647;
}
