import type { FastifyInstance, FastifyRequest } from 'fastify';
import { decodeXml } from '#journal/timetable/import-asc/decode-xml.ts';
import {
  type AscPreview,
  confirmAsc,
  loadOfAsc,
  type Meaning,
  previewAgain,
  previewAsc,
} from '#journal/timetable/import-asc/import-asc.ts';
import { nextFirstDay } from '#journal/timetable/next-first-day.ts';
import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { paperTypes } from '#school/file-kinds.ts';
import { permit } from '#school/permissions.ts';
import { invalid } from '#school/refusal.ts';
import { writeBook } from '#school/write-book.ts';
import type { Press } from '#templates/press.ts';
import { type ApiHouse, actOf, wordRefusal } from '../doors.ts';
import { sentFiles } from '../uploads.ts';
import { idOf, wholeNumber } from './address.ts';
import { fieldsOf, textOf } from './fields.ts';
import { form, page } from './page.ts';
import { preview } from './preview.ts';

/** So many lines are shown; the figures above them count all. */
const mostShown = 300;

/** The timetable from a file of aSc Timetables: what would come of it, whom its names mean, and only then the change (7a, 5.2a). */
export function importTimetablePages(app: FastifyInstance, api: ApiHouse): void {
  const start = { name: 'import-timetable', show: showForm };
  const shown = { name: 'import-timetable-preview' };
  page(app, api, { path: '/timetable/import', ...start });
  preview(app, api, {
    path: '/timetable/import/preview',
    ...shown,
    show: async (act, request) => viewOf(api, await firstPreview(act, request)),
    on: start,
  });
  const again = async (act: Act, request: FastifyRequest) =>
    viewOf(api, await previewAgain(act, idOf(request), meaningsOf(request)));
  preview(app, api, { path: '/timetable/import/:id/names', ...shown, show: again, on: start });
  form(app, api, {
    path: '/timetable/import/:id',
    ...shown,
    show: async (act, request) => viewOf(api, await previewAgain(act, idOf(request))),
    submit: async (act, request) => {
      const { from } = await confirmAsc(act, idOf(request), { allowClashes: fieldsOf(request).allow === 'yes' });
      return `/timetable?day=${from}`;
    },
    flash: 'timetable/in-force',
  });
  app.get('/timetable/import/:id/load', async (request, reply) => {
    const load = await actOf(api, request, act => loadOfAsc(act, idOf(request)));
    const [[name = '', ...columns] = []] = api.press.words('sheets/asc-load', {});
    const rows = load.map(({ className, subject, group, teacher, hours }) => [
      className,
      subject,
      group,
      teacher,
      hours,
    ]);
    return reply
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(`${name}.xlsx`)}`)
      .type(paperTypes.xlsx)
      .send(await writeBook([{ name, columns, rows }]));
  });
}

async function showForm(act: Act, request: FastifyRequest): Promise<object> {
  permit(act, 'keepTimetable');
  const { from } = fieldsOf(request);
  return { draft: { from: textOf(from) || (await nextFirstDay(act)) } };
}

async function firstPreview(act: Act, request: FastifyRequest): Promise<AscPreview> {
  permit(act, 'keepTimetable');
  const { file, from } = fieldsOf(request);
  const [sent] = sentFiles(file);
  if (!sent) invalid('asc/no-file', 'file');
  // The room holds the day to the rules.
  return previewAsc(act, { text: decodeXml(sent), fileName: sent.name, from: textOf(from) as Day });
}

/** What was chosen, «subject:12:Матем.»; a name left alone is none. */
function meaningsOf(request: FastifyRequest): Meaning[] {
  return [fieldsOf(request).meaning].flat().flatMap(chosen => {
    const [, kind, id, name] = /^(class|subject|teacher):(\d{1,9}):(.+)$/s.exec(textOf(chosen)) ?? [];
    return kind && name ? { kind: kind as Meaning['kind'], id: wholeNumber(id) ?? 0, name } : [];
  });
}

function viewOf({ press }: ApiHouse, { lines, unread, partly, ...view }: AscPreview): object {
  const changed = lines.filter(({ state }) => state !== 'same');
  return {
    ...{ ...view, unread: worded(press, unread), partly: worded(press, partly), partlyCount: partly.length },
    changed: changed.slice(0, mostShown),
    more: { changed: changed.length > mostShown, unread: unread.length > mostShown, partly: partly.length > mostShown },
  };
}

/** Each trouble once, with the lines it is about. */
function worded(press: Press, list: AscPreview['unread']): object[] {
  const shown = list
    .slice(0, mostShown)
    .map(({ refusal, ...line }) => ({ line, sentence: wordRefusal(press, refusal) }));
  return [...Map.groupBy(shown, ({ sentence }) => sentence)].map(([sentence, alike]) => ({
    ...{ sentence, lines: alike.map(({ line }) => line) },
  }));
}
