import { lessonsOfDay, narrowed } from '#journal/lessons-of-day.ts';
import { isStaff } from '#school/actor.ts';
import { Refusal } from '#school/refusal.ts';
import { idOf } from '../arguments.ts';
import type { Screen } from '../messenger.ts';
import { print, type Scene } from '../scene.ts';

/** How to fill a lesson in the chat: one of today's to choose from, or the words for the chosen one. Teachers only. */
export async function fill({ act, press }: Scene, argument?: string): Promise<Screen> {
  if (!isStaff(act.by)) throw new Refusal('not-found', 'not-found');
  const today = narrowed(await lessonsOfDay(act, act.today), { mine: true });
  const lessons = today.lessons.filter(({ part }) => part !== 'given-away');
  if (argument) {
    const lesson = lessons.find(({ id }) => id === idOf(argument));
    if (!lesson) throw new Refusal('not-found', 'not-found');
    return print(press, 'fill-lesson/how', { lesson }, argument);
  }
  return print(press, 'fill', { day: act.today, isSchoolDay: today.isSchoolDay, next: today.next, lessons });
}
