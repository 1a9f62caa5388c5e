import { bells } from '#school/bells.ts';
import { addDays } from '#school/calendar.ts';
import { shiftOf } from '#school/own-students.ts';
import { specialBells } from '#school/special-bells.ts';
import { currentStudent } from '../arguments.ts';
import type { Screen } from '../messenger.ts';
import { print, type Scene } from '../scene.ts';
import { menuOf } from './start.ts';

/** So many days ahead a short day is told of. */
const daysAhead = 14;

/** When lessons begin and end today, in the shift of the child, and which days soon ring otherwise. */
export async function showBells(scene: Scene): Promise<Screen> {
  const { act } = scene;
  const child = currentStudent(scene);
  const shift = child ? await shiftOf(act, child.id) : 1;
  const special = await specialBells(act, { from: act.today, to: addDays(act.today, daysAhead), shift });
  return print(scene.press, 'bells', { ...menuOf(scene), bells: await bells(act, { shift }), special });
}
