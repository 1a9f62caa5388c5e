import type { Show } from './scene.ts';
import { reportPdf, reportXlsx } from './screens/reports/file.ts';
import { chooseOf } from './screens/reports/of.ts';
import { showReport } from './screens/reports/report.ts';
import { chooseWhen } from './screens/reports/when.ts';
import { reports } from './screens/reports.ts';

/** «Отчёты» of the staff: choosing one, and its files. */
export const reportScreens: readonly [path: string, show: Show][] = [
  ['reports', reports],
  ['report', showReport],
  ['report/of', chooseOf],
  ['report/when', chooseWhen],
  ['report/pdf', reportPdf],
  ['report/xlsx', reportXlsx],
];
