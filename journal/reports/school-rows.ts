import { levels } from '#school/levels.ts';
import type { ReportRow, RichCell } from './rows.ts';

/** How the rows of classes, and of several together, are written; `label` names these: a parallel, a level, the school. */
interface Writing<One> {
  row: (one: One) => ReportRow;
  sum: (classes: readonly One[], label: RichCell) => ReportRow;
}

/** Classes in their order, a subtotal after each parallel and each level, the school's total last. */
export function schoolRows<One extends { grade: number }>(
  classes: readonly One[],
  { row, sum }: Writing<One>,
): ReportRow[] {
  const rows: ReportRow[] = [];
  for (const level of levels) {
    const ofLevel = classes.filter(({ grade }) => grade >= level.from && grade <= level.to);
    if (ofLevel.length === 0) continue;
    const before = rows.length;
    for (const [grade, parallel] of Map.groupBy(ofLevel, one => one.grade)) {
      const subtotal = sum(parallel, { word: 'parallel', grade });
      rows.push(...parallel.map(row), { ...subtotal, level: 'subtotal', over: parallel.length });
    }
    rows.push({ ...sum(ofLevel, { word: 'level', ...level }), level: 'subtotal', over: rows.length - before });
  }
  return [...rows, { ...sum(classes, { word: 'school' }), level: 'total', over: rows.length }];
}
