import { type Choice, idOfChoice } from '#journal/reports/choices.ts';
import { reportFileName } from '#journal/reports/file-name.ts';
import { fileWords, labelOf } from '#journal/reports/file-words.ts';
import { type ReportRun, runReport, type TypedParameters } from '#journal/reports/run-report.ts';
import type { ReportOf } from '#journal/reports/subscriptions/labels.ts';
import type { Act } from '#school/act.ts';
import { paperTypes } from '#school/file-kinds.ts';
import { pageSheets } from '#templates/paper/page-sheets.ts';
import { plainSheets } from '#templates/paper/plain-rows.ts';
import type { PaperDocument } from '#templates/paper/sheet.ts';
import type { ApiHouse } from './doors.ts';

/** A report that was run, on its sheets. */
export interface PrintedReport {
  run: ReportRun;
  title: string;
  about: string;
  document: PaperDocument;
}

/** Answers a report and lays it on its sheets, inside the act. Refusals of `runReport`. */
export async function printReport(
  api: ApiHouse,
  act: Act,
  name: string,
  typed: TypedParameters,
): Promise<PrintedReport> {
  const run = await runReport(act, name, typed);
  return { run, ...api.press.reportName(name), document: api.press.sheets(name, run.view) };
}

export const formats = ['html', 'json', 'pdf', 'xlsx'] as const;
export type Format = (typeof formats)[number];

interface ReportFile {
  type: string;
  /** Of a file that is saved, in Latin letters and figures: no names of people. */
  file?: string;
  /** The same file as people know it. */
  name?: string;
  content: Buffer | string | object;
}

/** A printed report in one of the formats; PDF and XLSX are made beside the main thread. */
export async function fileOf(api: ApiHouse, printed: PrintedReport, format: Format): Promise<ReportFile> {
  const { run, title, document } = printed;
  const { name } = run.report;
  if (format === 'json') return { type: 'application/json', content: { name, title, sheets: plainSheets(document) } };
  if (format === 'html') {
    const sheets = pageSheets(document);
    return { type: 'text/html; charset=utf-8', content: api.press.fragment('report-alone', { title, sheets }) };
  }
  const content = await api.paper.make(document, format);
  return {
    type: paperTypes[format],
    file: `${reportFileName(run)}.${format}`,
    name: api.press.reportFile({ title, ...fileWords(run) }, format),
    content,
  };
}

/** A choice for a label: what class-name.hbs and the rest need. */
export function choiceView(choice: Choice): ReportOf & { id: number } {
  return { id: idOfChoice(choice), ...labelOf(choice) };
}

/** The parameters as they stand in an address. */
export function typedIn(query: unknown): TypedParameters {
  const given = query as Record<string, unknown>;
  const text = (name: string) => (typeof given[name] === 'string' ? given[name].trim() || undefined : undefined);
  return {
    ...{ year: text('year'), day: text('day'), from: text('from'), to: text('to') },
    ...{ term: text('term'), parallel: text('parallel'), of: text('of') },
  };
}
