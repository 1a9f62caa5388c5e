import type { Act } from '#school/act.ts';
import { nameOf } from './figures/class-progress.ts';
import { hasFigures, panelOf, type QualityPanel, qualityCells, type SharesIn } from './quality/quality-points.ts';
import { type ReadPeriod, readPeriods } from './quality/read-periods.ts';
import type { Asked, AskedClass } from './report.ts';
import type { ReportRow } from './rows.ts';

export interface ClassQuality {
  /** The year last; the keys of their columns begin with `key`. */
  periods: Pick<ReadPeriod, 'key' | 'kind' | 'number'>[];
  /** Subjects that give marks, the class last. */
  rows: ReportRow[];
  /** Of templates/plots/quality.ts: the class first. */
  quality: { panels: QualityPanel[] };
}

/**
 * Качество по периодам of a class (5.2b, 8.1): успеваемость and качество of the class, counted by students, and of each subject, period
 * by period and for the year. Four queries for each period, whatever the class.
 */
export async function classQuality(
  act: Act,
  { class: own, year }: Pick<Asked, 'year'> & { class: AskedClass },
): Promise<ClassQuality> {
  const periods = await readPeriods(act, { year, kind: own.periodKind, classIds: [own.id] });
  const kinds = new Set([own.periodKind]);
  const subjects = subjectsIn(periods).map(([subjectId, subject]) => {
    const sharesIn = sharesOfSubject(subjectId);
    const cells = { subject, ...qualityCells(periods, sharesIn) };
    return { cells, panel: panelOf(periods, { head: false, name: { subject }, kinds, sharesIn }) };
  });
  const shown = subjects.filter(({ panel }) => hasFigures(panel));
  const head = panelOf(periods, { head: true, name: { className: own.name }, kinds, sharesIn: sharesOfClass });
  const total: ReportRow = {
    level: 'total',
    cells: { subject: { word: 'class', className: own.name }, ...qualityCells(periods, sharesOfClass) },
  };
  return {
    periods: periods.map(({ key, kind, number }) => ({ key, kind, number })),
    rows: shown.length > 0 ? [...shown.map(({ cells }) => ({ cells })), total] : [],
    quality: { panels: shown.length > 0 ? [head, ...shown.map(({ panel }) => panel)] : [] },
  };
}

/** Of any period, in the order of the class's subjects; named as the last reading names them. */
function subjectsIn(periods: readonly ReadPeriod[]): [number, string][] {
  const all = periods.flatMap(({ classes }) => classes.flatMap(({ finals }) => finals.subjects));
  return [...new Map(all.map(subject => [subject.subjectId, nameOf(subject)] as const))];
}

function sharesOfSubject(subjectId: number): SharesIn {
  return ({ classes }) => {
    const [own] = classes;
    const counts = own?.progress.subjects[own.finals.subjects.findIndex(one => one.subjectId === subjectId)];
    return counts && counts.due > 0 ? counts : undefined;
  };
}

const sharesOfClass: SharesIn = ({ classes: [own] }) => {
  if (!own) return undefined;
  const { success, quality } = own.progress.students;
  return { success, quality, missing: own.progress.marks.missing };
};
