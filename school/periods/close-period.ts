import { Period, type PeriodKind } from '#db/school/period.ts';
import type { Act } from '../act.ts';
import { type NamedAct, recordChange } from '../history/record-change.ts';
import { permit, see } from '../permissions.ts';
import { Refusal } from '../refusal.ts';

/** A period of this school year: «quarter», 2. */
export interface NamedPeriod {
  kind: PeriodKind;
  number: number;
}

/**
 * Closes a period at once: its cells are locked for everyone (6.1). Its last day may be today.
 * Refusals: not-found, not-allowed, invalid before its last day, conflict when it is closed.
 */
export async function closePeriod(act: Act, named: NamedPeriod): Promise<void> {
  see(act, 'readEveryJournal');
  permit(act, 'closePeriod');
  const period = await findPeriod(act, named);
  const facts = { ...named, lastDay: period.lastDay };
  if (period.closedAt) throw new Refusal('conflict', 'final/closed-already', { facts });
  if (act.today < period.lastDay) throw new Refusal('invalid', 'final/period-not-over', { facts });
  setClosed(act, period, true);
}

/** Opens a closed period again for everyone. Refusals: not-found, not-allowed, conflict when it is open. */
export async function reopenPeriod(act: Act, named: NamedPeriod): Promise<void> {
  see(act, 'readEveryJournal');
  permit(act, 'closePeriod');
  const period = await findPeriod(act, named);
  if (!period.closedAt) throw new Refusal('conflict', 'final/open-already', { facts: { ...named } });
  setClosed(act, period, false);
}

/** Closes or opens the period, by hand or by an order, and writes it into the history; what is so already stays as it is. */
export function setClosed(act: NamedAct, period: Period, closed: boolean): void {
  const before = { closed: Boolean(period.closedAt) };
  if (before.closed === closed) return;
  period.closedAt = closed ? act.at : null;
  recordChange(act, { deed: 'period', subject: `period:${period.id}`, course: null, before, after: { closed } });
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
