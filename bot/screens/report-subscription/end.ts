import { labelsOf } from '#journal/reports/subscriptions/labels.ts';
import { endSubscription } from '#journal/reports/subscriptions/subscribe.ts';
import { idOf } from '../../arguments.ts';
import type { Screen } from '../../messenger.ts';
import { print, type Scene } from '../../scene.ts';

/** «Больше не присылать» under a report that has come. Refusal: not-found for anybody else's. */
export async function endReportSubscription({ act, press }: Scene, argument?: string): Promise<Screen> {
  const ended = await endSubscription(act, idOf(argument));
  const [of] = await labelsOf(act, [ended]);
  return print(press, 'report-subscription/end', { title: press.reportName(ended.report).title, of }, argument);
}
