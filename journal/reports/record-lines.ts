import type { FinalStage } from '#db/journal/period-mark.ts';
import type { PeriodKind } from '#db/school/period.ts';
import type { Act } from '#school/act.ts';
import { stagesAfter } from '../finals/final-columns.ts';

/** A line that each student has in a consolidated sheet; the template words it by its stage. */
export interface RecordLine {
  word: FinalStage;
  stage: FinalStage;
  /** Of a period. */
  periodId: number | null;
  periodKind: PeriodKind;
  number: number | null;
  /** Its last day is past, so its marks are due. */
  isOver: boolean;
}

/** The lines of a class: all periods of its kind, the year, and what its grade has after it. One query. */
export async function recordLines(
  act: Act,
  { yearId, periodKind, grade }: { yearId: number; periodKind: PeriodKind; grade: number },
): Promise<RecordLine[]> {
  const periods = await act.em.execute<{ periodId: number; number: number; isOver: boolean }[]>(
    `select id as "periodId", number, last_day < :today::date as "isOver" from period
     where year_id = :yearId and kind = :periodKind order by number`,
    { yearId, periodKind, today: act.today },
  );
  const isOver = periods.at(-1)?.isOver ?? false;
  // A subject that is joined with no other has every line that the grade knows.
  const stages = stagesAfter({ scale: 'marks', grade, subject: '' });
  return [
    ...periods.map(one => ({ ...one, word: 'period' as const, stage: 'period' as const, periodKind })),
    ...stages.map(stage => ({ word: stage, stage, periodId: null, periodKind, number: null, isOver })),
  ];
}
