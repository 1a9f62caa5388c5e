import type { Departure } from '#db/school/enrolment.ts';
import type { Act } from '#school/act.ts';
import { type Movement, movementOf, type Stay, sumOfMovement } from '#school/movement/movement-of-stays.ts';
import { staysIn } from './figures/class-movement.ts';
import { type ClassProgress, classProgress, progressOfClasses, studentsOf } from './figures/class-progress.ts';
import { type ClassFinals, dueFinals } from './figures/due-finals.ts';
import { spanOfTerm } from './figures/term-span.ts';
import type { Asked } from './report.ts';
import type { Cell, ReportRow, RichCell } from './rows.ts';
import { schoolRows } from './school-rows.ts';

export interface StudentTotals {
  rows: ReportRow[];
  /** What became of the year is told with the year, honours with what stands after the attestation. */
  hasOutcomes: boolean;
  hasHonours: boolean;
  missing: number;
}

interface CountedClass {
  grade: number;
  finals: ClassFinals;
  progress: ClassProgress;
  stays: Stay[];
  outcomes: Outcomes;
}

/**
 * Итоговые данные по учащимся (form 10, 5.2c): per class, parallel, level and school the movement, students by their marks and,
 * with the year, what became of them. A move between classes counts for these, not for what holds both. Six queries.
 */
export async function studentTotals(act: Act, { term, year }: Pick<Asked, 'term' | 'year'>): Promise<StudentTotals> {
  const readings = await dueFinals(act, { span: await spanOfTerm(act, { term, year }, { together: true }) });
  const stays = Map.groupBy(await staysIn(act, readings), ({ classId }) => classId);
  const classes = readings.map(finals => {
    const own = stays.get(finals.classId) ?? [];
    const outcomes = outcomesOf(own, finals);
    return { grade: finals.grade, finals, progress: classProgress(finals), stays: own, outcomes };
  });
  return {
    rows: classes.length > 0 ? schoolRows(classes, { row: rowOf, sum: sumOf }) : [],
    hasOutcomes: term.kind !== 'period',
    hasHonours: term.kind === 'final',
    missing: classes.reduce((sum, { progress }) => sum + progress.marks.missing, 0),
  };
}

const outcomeKinds = ['promoted', 'conditional', 'repeating', 'finished'] as const satisfies Departure[];
type Outcome = (typeof outcomeKinds)[number];

/** Null where the year is not rolled over yet: then a hand writes it. */
type Outcomes = (Record<Outcome, number> & { honours: number; certificateOnly: number }) | null;

/** Of those who finish: only fives is with honours, a 2 or «н/а» leaves no more than a certificate of attendance. */
function outcomesOf(stays: readonly Stay[], finals: ClassFinals): Outcomes {
  const ended = new Map(
    stays.flatMap(({ studentId, departure }) => (departure ? [[studentId, departure] as const] : [])),
  );
  const count = (kind: Departure) => [...ended.values()].filter(departure => departure === kind).length;
  const counts = { promoted: 0, conditional: 0, repeating: 0, finished: 0 };
  for (const kind of outcomeKinds) counts[kind] = count(kind);
  if (Object.values(counts).every(number => number === 0)) return null;
  const finished = (...categories: Parameters<typeof studentsOf>[1][]) =>
    categories.flatMap(category => studentsOf(finals, category)).filter(({ id }) => ended.get(id) === 'finished')
      .length;
  const certificateOnly = finished('failing-one', 'failing-two', 'failing-many', 'not-attested');
  return { ...counts, honours: finished('excellent'), certificateOnly };
}

function rowOf(one: CountedClass): ReportRow {
  return { cells: { name: one.finals.className, ...cellsOf([one], one.progress) } };
}

function sumOf(classes: readonly CountedClass[], label: RichCell): ReportRow {
  const weight = classes[0]?.finals.notAttestedWeight ?? 0;
  const progress = progressOfClasses(
    classes.map(one => one.progress),
    weight,
  );
  return { cells: { name: label, ...cellsOf(classes, progress) } };
}

function cellsOf(
  classes: readonly CountedClass[],
  { students }: Pick<ClassProgress, 'students'>,
): Record<string, Cell> {
  const { start, arrived, left, end } = movementOfClasses(classes);
  const isApart = classes.length > 1;
  const moved = (value: number) => ({ value, apart: isApart });
  const { byCategory, success, quality, due, attested } = students;
  return {
    ...{
      start,
      arrived: moved(arrived),
      left: moved(left),
      end: { value: end, formula: 'start+arrived-left', apart: true },
    },
    ...{ due, attested, excellent: byCategory.excellent },
    good: byCategory['one-four'] + byCategory.good,
    ...{ 'one-three': byCategory['one-three'] },
    failing: byCategory['failing-one'] + byCategory['failing-two'] + byCategory['failing-many'],
    'not-attested': byCategory['not-attested'],
    ...{ success, quality },
    ...outcomeCells(classes.flatMap(({ outcomes }) => outcomes ?? [])),
  };
}

/** Classes whose days differ (quarters beside half-years) each by their own. */
function movementOfClasses(classes: readonly CountedClass[]): Movement {
  const bySpan = Map.groupBy(classes, ({ finals }) => `${finals.startsOn} ${finals.asOf}`);
  return sumOfMovement(
    [...bySpan.values()].map(own => {
      const { startsOn, asOf } = own[0]!.finals;
      return movementOf(
        own.flatMap(({ stays }) => stays),
        { from: startsOn, to: asOf },
      );
    }),
  );
}

function outcomeCells(known: readonly NonNullable<Outcomes>[]): Record<string, Cell> {
  if (known.length === 0) return {};
  const sum = (of: keyof NonNullable<Outcomes>) => known.reduce((total, one) => total + one[of], 0);
  const counts = Object.fromEntries(outcomeKinds.map(kind => [kind, sum(kind)]));
  return { ...counts, honours: sum('honours'), 'certificate-only': sum('certificateOnly') };
}
