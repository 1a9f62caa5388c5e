import { ReportSending } from '#db/journal/report-subscription.ts';
import type { Act, HouseAct } from '#school/act.ts';
import { Refusal } from '#school/refusal.ts';
import { askReport } from '../run-report.ts';
import { typedFor } from './send.ts';

/** A file that was sent. */
export interface SentFile {
  name: string;
  format: 'xlsx' | 'pdf';
  content: Buffer;
}

/**
 * The file of a sending, for its reader alone, and only while they may see the report itself. Refusals: not-found, also when it has been
 * thrown away.
 */
export async function sentFile(act: Act, id: number): Promise<SentFile> {
  const mine = { id, subscription: { person: act.by.id } };
  const sending = await act.em.findOne(ReportSending, mine, { populate: ['subscription', 'content'] });
  if (!sending?.content || !sending.file) throw new Refusal('not-found', 'not-found');
  const { subscription, day, plannedAt: _, file, content } = sending;
  await askReport(act, subscription.report, await typedFor(act, subscription, day ?? act.today));
  return { name: file, format: subscription.format, content: Buffer.from(content) };
}

/** Whose sending it is, and the secret of the link that ends it, for the courier. Nothing when it is forgotten. */
export async function readerOfSending(
  act: HouseAct,
  id: number,
): Promise<{ personId: number; secret: string | null } | undefined> {
  const sending = await act.em.findOne(ReportSending, { id }, { populate: ['subscription'] });
  return sending
    ? { personId: sending.subscription.person.id, secret: sending.subscription.secret ?? null }
    : undefined;
}
