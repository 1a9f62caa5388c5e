import { Period, type PeriodKind } from '#db/school/period.ts';
import type { Act } from '#school/act.ts';
import { permit, see } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { recordChange } from '../history/record-change.ts';

/** A period of this school year: «quarter», 2. */
export interface NamedPeriod {
  kind: PeriodKind;
  number: number;
}

/**
 * Closes a period by order: its cells are locked for everyone (6.1). The last day may be the day of the order.
 * Refusals: not-found, not-allowed, invalid before its last day, conflict when it is closed.
 */
export async function closePeriod(act: Act, named: NamedPeriod): Promise<void> {
  see(act, 'readEveryJournal');
  permit(act, 'closePeriod');
  const period = await findPeriod(act, named);
  const facts = { ...named, lastDay: period.lastDay };
  if (period.closedAt !== null) throw new Refusal('conflict', 'final/closed-already', { facts });
  if (act.today < period.lastDay) throw new Refusal('invalid', 'final/period-not-over', { facts });
  setClosed(act, period, act.at);
}

/** Opens a closed period again for everyone, by order. Refusals: not-found, not-allowed, conflict when it is open. */
export async function reopenPeriod(act: Act, named: NamedPeriod): Promise<void> {
  see(act, 'readEveryJournal');
  permit(act, 'closePeriod');
  const period = await findPeriod(act, named);
  if (period.closedAt === null) throw new Refusal('conflict', 'final/open-already', { facts: { ...named } });
  setClosed(act, period, null);
}

function setClosed(act: Act, period: Period, at: Date | null): void {
  period.closedAt = at;
  const [before, after] = [{ closed: at === null }, { closed: at !== null }];
  recordChange(act, { deed: 'period', subject: `period:${period.id}`, course: null, before, after });
}

/** Of the year that began last. */
async function findPeriod(act: Act, { kind, number }: NamedPeriod): Promise<Period> {
  const period = await act.em.findOne(
    Period,
    { kind, number, year: { firstDay: { $lte: act.today } } },
    { orderBy: { firstDay: 'desc' } },
  );
  if (!period) throw new Refusal('not-found', 'not-found');
  return period;
}
