import { lesson } from '#journal/lesson.ts';
import { lessonsOfDay, narrowed } from '#journal/lessons-of-day.ts';
import { isStaff } from '#school/actor.ts';
import { Refusal } from '#school/refusal.ts';
import { idOf } from '../arguments.ts';
import type { Screen } from '../messenger.ts';
import { print, type Scene } from '../scene.ts';
import { lessons as lessonsOf } from './lessons.ts';

/** How to fill a lesson in the chat: one of today's to choose from, or the words for the chosen one. Teachers only. */
export async function fill(scene: Scene, argument?: string): Promise<Screen> {
  const { act, press } = scene;
  if (!isStaff(act.by)) throw new Refusal('not-found', 'not-found');
  const today = narrowed(await lessonsOfDay(act, act.today), { mine: true });
  const lessons = today.lessons.filter(({ part }) => part !== 'given-away');
  if (argument) {
    const chosen = lessons.find(({ id }) => id === idOf(argument));
    if (!chosen) return onItsDay(scene, idOf(argument));
    return print(press, 'fill-lesson/how', { lesson: chosen }, argument);
  }
  return print(press, 'fill', { day: act.today, isSchoolDay: today.isSchoolDay, next: today.next, lessons });
}

/** A lesson of another day, one's own or taken over: that day's lessons; to be filled when it comes. */
async function onItsDay(scene: Scene, lessonId: number): Promise<Screen> {
  const { day, teacherId, substituteId } = await lesson(scene.act, lessonId);
  const isOwn = (substituteId ?? teacherId) === scene.act.by.id;
  if (day === scene.act.today || !isOwn) throw new Refusal('not-found', 'not-found');
  return lessonsOf(scene, day);
}
