import { ReportSubscription } from '#db/journal/report-subscription.ts';
import type { HouseAct } from '#school/act.ts';
import { Refusal } from '#school/refusal.ts';

/**
 * The letter's «Больше не присылать», for whoever holds its secret: the subscription ends. The secret opens nothing else and tells nothing;
 * said twice it is said once. Refusal: not-found.
 */
export async function endBySecret(act: HouseAct, secret: string): Promise<void> {
  const found = await findBySecret(act, secret);
  if (!found.endedAt) Object.assign(found, { endedAt: act.at, endReason: 'own' });
}

/** The report's name, and whether it comes yet. Refusal: not-found. */
export async function subscribedBySecret(
  act: HouseAct,
  secret: string,
): Promise<{ report: string; subscribed: boolean }> {
  const { report, endedAt } = await findBySecret(act, secret);
  return { report, subscribed: !endedAt };
}

async function findBySecret(act: HouseAct, secret: string): Promise<ReportSubscription> {
  const found = await act.em.findOne(ReportSubscription, { secret });
  if (!found) throw new Refusal('not-found', 'not-found');
  return found;
}
