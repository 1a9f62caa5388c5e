import type { Act } from '#school/act.ts';
import type { Asked } from '../report.ts';
import type { FinalsSpan } from './span.ts';

/**
 * The time of a report: its period, its year, or what stands after the attestation. A quarter, or a trimester, of a whole
 * school takes the period of another kind with it that ends on its last day: 10 and 11 have only the half-year then. One query
 * at most.
 */
export async function spanOfTerm(
  act: Act,
  { term, year }: Pick<Asked, 'term' | 'year'>,
  options: { together?: boolean } = {},
): Promise<FinalsSpan> {
  if (term.kind !== 'period') return { stage: term.kind, yearId: year.id };
  if (!options.together || term.periodKind === 'half-year') return { stage: 'period', periodIds: [term.periodId!] };
  const periods = await act.em.execute<{ id: number }[]>(
    `select p.id from period p join period own on own.id = :id
     where p.year_id = own.year_id and (p.id = own.id or (p.kind <> own.kind and p.last_day = own.last_day))`,
    { id: term.periodId },
  );
  return { stage: 'period', periodIds: periods.map(({ id }) => id) };
}
