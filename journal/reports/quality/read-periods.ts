import type { PeriodKind } from '#db/school/period.ts';
import type { Act } from '#school/act.ts';
import { type ClassProgress, classProgress } from '../figures/class-progress.ts';
import { type ClassFinals, dueFinals } from '../figures/due-finals.ts';
import type { FinalsSpan } from '../figures/span.ts';
import type { AskedYear } from '../report.ts';

/** A period of a year, or the year itself, with the final marks of its classes. */
export interface ReadPeriod {
  /** Begins the keys of its columns. */
  key: string;
  /** Null of the year. */
  kind: PeriodKind | null;
  number: number | null;
  /** Of a class that has this kind of periods; none before it begins. */
  classes: CountedClass[];
}

/** A class with its figures. */
export interface CountedClass {
  finals: ClassFinals;
  progress: ClassProgress;
}

/**
 * The final marks of all periods of a year and of the year, in their order, of one kind of periods or of all; of some classes or of the
 * school. Four queries for each that there is, begun or not, and one.
 */
export async function readPeriods(
  act: Act,
  { year, kind, classIds }: { year: AskedYear; kind?: PeriodKind; classIds?: readonly number[] },
): Promise<ReadPeriod[]> {
  const periods = await act.em.execute<{ id: number; kind: PeriodKind; number: number }[]>(
    `select id, kind, number from period where year_id = :year and (:kind::text is null or kind = :kind)
     order by kind = 'half-year', number`,
    { year: year.id, kind: kind ?? null },
  );
  const read: ReadPeriod[] = [];
  const add = async (one: Omit<ReadPeriod, 'classes'>, span: FinalsSpan) => {
    const finals = await dueFinals(act, { span, ...(classIds ? { classIds } : {}) });
    read.push({ ...one, classes: finals.map(of => ({ finals: of, progress: classProgress(of) })) });
  };
  for (const { id, kind, number } of periods)
    await add({ key: `${kind}${number}`, kind, number }, { stage: 'period', periodIds: [id] });
  await add({ key: 'year', kind: null, number: null }, { stage: 'year', yearId: year.id });
  return read;
}
