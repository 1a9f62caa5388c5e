import type { FastifyInstance } from 'fastify';
import { myReports } from '#journal/reports/my-reports.ts';
import { ownReport } from '#journal/reports/own-report.ts';
import { paperTypes } from '#school/file-kinds.ts';
import { plainSheets } from '#templates/paper/plain-rows.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { choiceView, fileOf, formats, printReport } from '../reports.ts';
import { answers, DayText, ErrorBody, Id, IdParams, type Static, Type } from './schemas.ts';

const Choice = Type.Object({ id: Id, name: Type.String() });
const ReportBody = Type.Object({
  name: Type.String(),
  title: Type.String(),
  about: Type.String(),
  of: Type.String({ description: 'school, class, course or teacher: what the parameter `of` names' }),
  parameters: Type.Array(Type.String({ description: 'of, term, day, span (from and to), parallel, year' })),
  own: Type.Array(Choice),
});
const Query = Type.Object({
  format: Type.Optional(
    Type.Union(
      formats.map(format => Type.Literal(format)),
      { default: 'json' },
    ),
  ),
  of: Type.Optional(Type.String({ pattern: '^\\d+$', description: 'id of the class, course or teacher' })),
  term: Type.Optional(Type.String({ description: 'quarter-1 … quarter-4, half-year-1, half-year-2, year, final' })),
  day: Type.Optional(DayText),
  from: Type.Optional(DayText),
  to: Type.Optional(DayText),
  parallel: Type.Optional(Type.String({ pattern: '^\\d+$' })),
  year: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'any day of a school year' })),
});
const OwnQuery = Type.Object({
  format: Type.Optional(Type.Union([Type.Literal('json'), Type.Literal('pdf')], { default: 'json' })),
});
const Params = Type.Object({ name: Type.String() });
const Cell = Type.Union([Type.Number(), Type.String(), Type.Null()]);
const SheetBody = Type.Object({
  title: Type.String(),
  lines: Type.Array(Type.String()),
  incomplete: Type.String({ description: 'what is missing, in words; empty when nothing is' }),
  tables: Type.Array(
    Type.Object({
      caption: Type.String(),
      columns: Type.Array(
        Type.Object({
          key: Type.String(),
          title: Type.String(),
          groups: Type.Array(Type.String()),
          kind: Type.String(),
        }),
      ),
      rows: Type.Array(Type.Object({ level: Type.String(), cells: Type.Record(Type.String(), Cell) })),
    }),
  ),
  plots: Type.Array(
    Type.Object({
      name: Type.String(),
      about: Type.String({ description: 'what the plot shows, in words' }),
      facts: Type.Unknown({ description: 'the series it is drawn of: counts, shares in tenths of a per cent' }),
    }),
  ),
  texts: Type.Array(Type.String()),
});
const SheetsBody = Type.Object({ name: Type.String(), title: Type.String(), sheets: Type.Array(SheetBody) });

/** Reports for programs: which there are for the person, and each as rows, a page, a PDF or a spreadsheet. */
export function reportRoutes(app: FastifyInstance, api: ApiHouse): void {
  ownReportRoute(app, api);
  app.get('/reports', { schema: { response: answers(Type.Array(ReportBody)) } }, async request => {
    const reports = await actOf(api, request, myReports);
    return reports.map(({ report: { name, of, asks }, own }) => ({
      ...{ name, of, ...api.press.reportName(name) },
      parameters: [...(of === 'school' ? [] : ['of']), ...asks, ...(asks.includes('day') ? [] : ['year'])],
      own: own.map(choice => {
        const { id, className, subject, subgroup, name: person } = choiceView(choice);
        return { id, name: [className, subgroup, subject, person].filter(Boolean).join(' ') };
      }),
    }));
  });

  app.get<{ Params: Static<typeof Params>; Querystring: Static<typeof Query> }>(
    '/reports/:name',
    { schema: { params: Params, querystring: Query, response: sheetsOrFile } },
    async (request, reply) => {
      const { format = 'json', ...typed } = request.query;
      const printed = await actOf(api, request, act => printReport(api, act, request.params.name, typed));
      const { type, file, content } = await fileOf(api, printed, format);
      if (file) reply.header('content-disposition', `attachment; filename="${file}"`);
      return reply
        .header('cache-control', 'no-store')
        .type(type)
        .send(content as never);
    },
  );
}

/** The student's own sheet for the family, as rows or to be printed (1.2c, 2.4). */
function ownReportRoute(app: FastifyInstance, api: ApiHouse): void {
  app.get<{ Params: Static<typeof IdParams>; Querystring: Static<typeof OwnQuery> }>(
    '/students/:id/report',
    { schema: { params: IdParams, querystring: OwnQuery, response: sheetsOrFile } },
    async (request, reply) => {
      const document = await actOf(api, request, async act =>
        api.press.sheets('student-report', (await ownReport(act, request.params.id)).view),
      );
      reply.header('cache-control', 'no-store');
      if (request.query.format === 'pdf')
        return reply.type('application/pdf').send((await api.paper.make(document, 'pdf')) as never);
      const { title } = api.press.reportName('student-report');
      const body = { name: 'student-report', title, sheets: plainSheets(document) };
      return reply.type('application/json').send(body as never);
    },
  );
}

const file = { schema: Type.String({ format: 'binary' }) };
const sheetsOrFile = {
  200: {
    description: 'The report in the format that was asked for',
    content: {
      'application/json': { schema: SheetsBody },
      'text/html': { schema: Type.String() },
      [paperTypes.pdf]: file,
      [paperTypes.xlsx]: file,
    },
  },
  '4xx': ErrorBody,
  '5xx': ErrorBody,
};
