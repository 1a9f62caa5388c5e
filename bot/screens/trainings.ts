import { trainings as listTrainings } from '#school/trainings/trainings.ts';
import type { Screen } from '../messenger.ts';
import { print, type Scene } from '../scene.ts';

/** So many sessions stand on the screen; the rest is on the site. */
const most = 5;

/** Sessions to come, the nearest first. Refusal: not-found to families. */
export async function trainings({ act, press }: Scene): Promise<Screen> {
  const { coming } = await listTrainings(act);
  return print(press, 'trainings', { trainings: coming.slice(0, most), more: Math.max(0, coming.length - most) });
}
