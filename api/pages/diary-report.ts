import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ownReport } from '#journal/reports/own-report.ts';
import { pageSheets } from '#templates/paper/page-sheets.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { idOf } from './address.ts';
import { aroundDiary } from './diary-frame.ts';
import { page } from './page.ts';

/** «Табель» of the diary: the student's own sheet, on the page and as PDF (1.2c, 2.4). */
export function diaryReportPages(app: FastifyInstance, api: ApiHouse): void {
  page(app, api, {
    path: '/diary/:id/report',
    name: 'diary-report',
    show: async (act, request) => {
      const { student, view } = await ownReport(act, idOf(request));
      const sheets = pageSheets(api.press.sheets('student-report', view));
      return { ...(await aroundDiary(act, student, 'finals')), sheets };
    },
  });
  app.get('/diary/:id/report/pdf', async (request: FastifyRequest, reply) => {
    const id = idOf(request);
    const document = await actOf(api, request, async act => {
      return api.press.sheets('student-report', (await ownReport(act, id)).view);
    });
    const file = `attachment; filename="student-report-${id}.pdf"`;
    reply.headers({ 'content-disposition': file, 'cache-control': 'no-store' });
    return reply.type('application/pdf').send(await api.paper.make(document, 'pdf'));
  });
}
