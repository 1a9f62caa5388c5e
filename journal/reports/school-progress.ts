import type { Act } from '#school/act.ts';
import { levels } from '#school/levels.ts';
import { type ClassProgress, classProgress, nameOf, progressOfClasses } from './figures/class-progress.ts';
import { type ClassFinals, dueFinals } from './figures/due-finals.ts';
import { figuresOfProgress, type ProgressCounts, sumOfProgress } from './figures/progress.ts';
import { categoryCells } from './figures/progress-cells.ts';
import { spanOfTerm } from './figures/term-span.ts';
import type { Asked } from './report.ts';
import type { Cell, ReportRow, RichCell } from './rows.ts';
import { schoolRows } from './school-rows.ts';

export interface SchoolProgress {
  rows: ReportRow[];
  /** Subject by class, качество: a sheet for each level that has marks. */
  levels: QualityOfLevel[];
  missing: number;
}

export interface QualityOfLevel {
  from: number;
  to: number;
  classes: { key: string; className: string }[];
  rows: ReportRow[];
}

/** A class with its figures. */
interface CountedClass {
  grade: number;
  finals: ClassFinals;
  progress: ClassProgress;
}

/**
 * Сводная ведомость успеваемости по организации (form 11, 5.2c): classes, parallels, levels, the school, counted by students;
 * and the качество of each subject in each class. Five queries.
 */
export async function schoolProgress(act: Act, { term, year }: Pick<Asked, 'term' | 'year'>): Promise<SchoolProgress> {
  const readings = await dueFinals(act, { span: await spanOfTerm(act, { term, year }, { together: true }) });
  const classes = readings.map(finals => ({ grade: finals.grade, finals, progress: classProgress(finals) }));
  return {
    rows: classes.length > 0 ? schoolRows(classes, { row: rowOf, sum: sumOf }) : [],
    levels: levels.flatMap(level => qualityOf(level, classes)),
    missing: classes.reduce((sum, { progress }) => sum + progress.marks.missing, 0),
  };
}

function rowOf({ finals, progress }: CountedClass): ReportRow {
  return {
    cells: {
      ...{ name: finals.className, teacher: finals.classTeacher ?? '', students: studentsIn(finals) },
      ...categoryCells(progress),
    },
  };
}

function sumOf(classes: readonly CountedClass[], label: RichCell): ReportRow {
  const progress = progressOfClasses(
    classes.map(one => one.progress),
    weightOf(classes),
  );
  const students = classes.reduce((sum, { finals }) => sum + studentsIn(finals), 0);
  return { cells: { name: { ...label, columns: 2 }, students, ...categoryCells(progress) } };
}

function studentsIn({ students }: ClassFinals): number {
  return students.filter(({ here }) => here).length;
}

/** One for the school. */
function weightOf(classes: readonly CountedClass[]): number {
  return classes[0]?.finals.notAttestedWeight ?? 0;
}

function qualityOf({ from, to }: { from: number; to: number }, all: readonly CountedClass[]): QualityOfLevel[] {
  const classes = all.filter(({ grade, progress }) => grade >= from && grade <= to && progress.marks.due > 0);
  const subjects = new Set(classes.flatMap(({ finals }) => finals.subjects.map(nameOf)));
  const rows = [...subjects].map(subject => qualityRow(subject, classes));
  if (rows.length === 0) return [];
  const columns = classes.map(({ finals }) => ({ key: keyOf(finals), className: finals.className }));
  return [{ from, to, classes: columns, rows: [...rows.filter(hasFigures), totalRow(classes)] }];
}

/** A subject that gives no marks in any class of the level has no line. */
function hasFigures({ cells: { all } }: ReportRow): boolean {
  return typeof all === 'number';
}

/** By its name: after the attestation the mathematics of grade 9 is one subject, and none of those it is joined of. */
function qualityRow(subject: string, classes: readonly CountedClass[]): ReportRow {
  const cells: Record<string, Cell> = { subject };
  const quality = (counts: readonly ProgressCounts[]) =>
    figuresOfProgress(sumOfProgress(counts), weightOf(classes)).quality;
  const inClasses = classes.flatMap(({ finals, progress }) => {
    const own = progress.subjects.filter(({ due }, index) => due > 0 && nameOf(finals.subjects[index]!) === subject);
    if (own.length > 0) cells[keyOf(finals)] = quality(own);
    return own;
  });
  return { cells: { ...cells, all: quality(inClasses) } };
}

function totalRow(classes: readonly CountedClass[]): ReportRow {
  const own = classes.map(({ finals, progress }) => [keyOf(finals), progress.marks.quality] as const);
  const all = progressOfClasses(
    classes.map(({ progress }) => progress),
    weightOf(classes),
  );
  return {
    level: 'total',
    cells: { subject: { word: 'all-subjects' }, ...Object.fromEntries(own), all: all.marks.quality },
  };
}

function keyOf({ classId }: ClassFinals): string {
  return `k${classId}`;
}
