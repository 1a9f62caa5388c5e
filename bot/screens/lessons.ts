import { lessonsOfDay, narrowed } from '#journal/lessons-of-day.ts';
import { isStaff } from '#school/actor.ts';
import { Refusal } from '#school/refusal.ts';
import { dayOf } from '../arguments.ts';
import type { Screen } from '../messenger.ts';
import { print, type Scene } from '../scene.ts';

/** My lessons of a day, today's unless another is given: those taken over and given away too. Staff only. */
export async function lessons({ act, press }: Scene, argument?: string): Promise<Screen> {
  if (!isStaff(act.by)) throw new Refusal('not-found', 'not-found');
  const shown = await lessonsOfDay(act, argument ? dayOf(argument) : act.today);
  const { day, isSchoolDay, previous, next } = shown;
  const mine = narrowed(shown, { mine: true }).lessons;
  const view = { day, isSchoolDay, previous, next, today: act.today, lessons: mine };
  return print(press, 'lessons', view, argument);
}
