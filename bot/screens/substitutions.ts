import { substitutionsOfDay } from '#journal/substitutions/substitutions-of-day.ts';
import { dayOf } from '../arguments.ts';
import { fitting } from '../fitting.ts';
import type { Screen } from '../messenger.ts';
import { print, type Scene } from '../scene.ts';

/** Who stands in for whom, today unless another day is given. Staff only. */
export async function substitutions({ act, press }: Scene, argument?: string): Promise<Screen> {
  const { lessons, ...day } = await substitutionsOfDay(act, argument ? dayOf(argument) : act.today);
  const view = { ...day, today: act.today };
  const mine = lessons.filter(({ part }) => part !== null);
  const others = lessons.filter(({ part }) => part === null);
  return fitting(others, shown =>
    print(press, 'substitutions', { ...view, mine, others: shown, more: others.length - shown.length }, argument),
  );
}
