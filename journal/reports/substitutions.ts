import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { type SubstitutionLine, substitutionList } from '../substitutions/substitution-list.ts';
import type { ReportRow } from './rows.ts';

/** Журнал замещений (form 13) on paper: every lesson stood in for, hours summed up for each who stood in and for all. */
export async function substitutionsReport(act: Act, span: { from: Day; to: Day }): Promise<object> {
  const { lines, ...list } = await substitutionList(act, span);
  return { ...list, lines: lines.length, rows: rowsOf(lines) };
}

function rowsOf(lines: readonly SubstitutionLine[]): ReportRow[] {
  if (lines.length === 0) return [];
  const rows = [...Map.groupBy(lines, ({ substituteId }) => substituteId).values()].flatMap(own => [
    ...own.map(rowOf),
    sumOf(own, { level: 'subtotal', over: own.length, substitute: own[0]!.substitute }),
  ]);
  return [...rows, sumOf(lines, { level: 'total', over: rows.length, substitute: null })];
}

function rowOf(line: SubstitutionLine): ReportRow {
  const { substitute, day, slot, className, subject, subgroup, instead, kind, hours, reason } = line;
  const order = { word: 'order', number: line.orderNumber, date: line.orderDate };
  return {
    cells: {
      substitute,
      day: { word: 'day', day },
      ...{ slot, className, instead, hours },
      subject: { word: 'subject', subject, subgroup, combined: kind === 'combined' },
      order: line.orderNumber === null ? undefined : order,
      reason: reason ?? undefined,
    },
  };
}

function sumOf(
  lines: readonly SubstitutionLine[],
  { level, over, substitute }: { level: 'subtotal' | 'total'; over: number; substitute: string | null },
): ReportRow {
  const hours = lines.reduce((sum, line) => sum + line.hours, 0);
  return { level, over, cells: { substitute: { word: 'sum', substitute }, hours } };
}
