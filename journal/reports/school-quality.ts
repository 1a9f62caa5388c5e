import type { PeriodKind } from '#db/school/period.ts';
import type { Act } from '#school/act.ts';
import { levels } from '#school/levels.ts';
import { nameOf, progressOfClasses } from './figures/class-progress.ts';
import { figuresOfProgress, sumOfProgress } from './figures/progress.ts';
import {
  hasFigures,
  panelOf,
  type QualityPanel,
  qualityCells,
  type Shares,
  type SharesIn,
} from './quality/quality-points.ts';
import { type CountedClass, type ReadPeriod, readPeriods } from './quality/read-periods.ts';
import type { Asked } from './report.ts';
import type { ReportRow } from './rows.ts';

export interface SchoolQuality {
  /** All kinds, the year last; the keys of their columns begin with `key`. */
  periods: HeadOfPeriod[];
  /** Classes, a subtotal after each level. */
  rows: ReportRow[];
  /** Of templates/plots/quality.ts: the levels; the classes of each and its subjects stand on its own sheet. */
  quality: { panels: QualityPanel[] };
  levels: QualityOfLevel[];
}

type HeadOfPeriod = Pick<ReadPeriod, 'key' | 'kind' | 'number'>;

export interface QualityOfLevel {
  from: number;
  to: number;
  /** Those its classes have. */
  periods: HeadOfPeriod[];
  classes: { panels: QualityPanel[] };
  /** Subjects. */
  rows: ReportRow[];
  subjects: { panels: QualityPanel[] };
}

/**
 * Качество по периодам of the school (5.2b, 8.1): of each class and level, counted by students, and of each subject in a level, period
 * by period and for the year. Four queries for each period, however large the school.
 */
export async function schoolQuality(act: Act, { year }: Pick<Asked, 'year'>): Promise<SchoolQuality> {
  const periods = await readPeriods(act, { year });
  const read = levels.flatMap(level => readLevel(periods, level));
  const used = new Set(read.flatMap(({ kinds }) => [...kinds]));
  return {
    periods: headsOf(periods, used),
    rows: read.flatMap(({ classRows, total }) => [...classRows, total]),
    quality: { panels: read.map(({ head }) => head) },
    levels: read.map(({ from, to, kinds, classes, rows, subjects }) => ({
      ...{ from, to, classes, rows, subjects },
      periods: headsOf(periods, kinds),
    })),
  };
}

function headsOf(periods: readonly ReadPeriod[], kinds: ReadonlySet<PeriodKind>): HeadOfPeriod[] {
  const own = periods.filter(({ kind }) => kind === null || kinds.has(kind));
  return own.map(({ key, kind, number }) => ({ key, kind, number }));
}

/** Nothing of a level in which no mark stands: grade 1 alone has none. */
function readLevel(all: readonly ReadPeriod[], { from, to }: { from: number; to: number }) {
  const periods = all.map(period => ({
    ...period,
    classes: period.classes.filter(
      ({ finals: { grade }, progress }) => grade >= from && grade <= to && progress.marks.due > 0,
    ),
  }));
  const found = new Map(
    periods.flatMap(({ classes }) => classes.map(({ finals }) => [finals.classId, finals] as const)),
  );
  const kinds = new Set([...found.values()].map(({ periodKind }) => periodKind));
  const ofClasses = [...found.values()].map(({ classId, className, periodKind }) => {
    const sharesIn = sharesOfClass(classId);
    return {
      panel: panelOf(periods, { head: false, name: { className }, kinds: new Set([periodKind]), sharesIn }),
      row: { cells: { name: className, ...qualityCells(periods, sharesIn) } } as ReportRow,
    };
  });
  const head = panelOf(periods, { head: true, name: { from, to }, kinds, sharesIn: sharesOfAll });
  if (!hasFigures(head)) return [];
  const ofSubjects = subjectsIn(periods).map(([subjectId, subject]) => {
    const sharesIn = sharesOfSubject(subjectId);
    return {
      panel: panelOf(periods, { head: false, name: { subject }, kinds, sharesIn }),
      row: { cells: { subject, ...qualityCells(periods, sharesIn) } } as ReportRow,
    };
  });
  const shown = ofSubjects.filter(({ panel }) => hasFigures(panel));
  const total: ReportRow = {
    level: 'subtotal',
    cells: { name: { word: 'level', from, to }, ...qualityCells(periods, sharesOfAll) },
  };
  return [
    {
      ...{ from, to, kinds, head, total },
      classRows: ofClasses.map(({ row }) => row),
      classes: { panels: ofClasses.map(({ panel }) => panel).filter(hasFigures) },
      rows: shown.map(({ row }) => row),
      subjects: { panels: shown.map(({ panel }) => panel) },
    },
  ];
}

function sharesOfClass(classId: number): SharesIn {
  return ({ classes }) => {
    const own = classes.find(({ finals }) => finals.classId === classId);
    return own && sharesOf([own]);
  };
}

const sharesOfAll: SharesIn = ({ classes }) => (classes.length > 0 ? sharesOf(classes) : undefined);

/** Counted by students. */
function sharesOf(classes: readonly CountedClass[]): Shares {
  const all = classes.map(({ progress }) => progress);
  const { students, marks } = progressOfClasses(all, classes[0]!.finals.notAttestedWeight);
  return { success: students.success, quality: students.quality, missing: marks.missing };
}

/** By name in each class; the order is that of the first class that has it. */
function subjectsIn(periods: readonly ReadPeriod[]): [number, string][] {
  const all = periods.flatMap(({ classes }) => classes.flatMap(({ finals }) => finals.subjects));
  return [...new Map(all.map(subject => [subject.subjectId, nameOf(subject)] as const))];
}

/** Counted by marks, in all classes together. */
function sharesOfSubject(subjectId: number): SharesIn {
  return ({ classes }) => {
    const own = classes.flatMap(({ finals, progress }) => {
      const counts = progress.subjects[finals.subjects.findIndex(one => one.subjectId === subjectId)];
      return counts && counts.due > 0 ? [counts] : [];
    });
    if (own.length === 0) return undefined;
    const sum = sumOfProgress(own);
    return { ...figuresOfProgress(sum, classes[0]!.finals.notAttestedWeight), missing: sum.missing };
  };
}
