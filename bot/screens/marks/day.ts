import { dayOf, studentIdOf } from '../../arguments.ts';
import type { Screen } from '../../messenger.ts';
import type { Scene } from '../../scene.ts';
import { showDay } from './show-day.ts';

/** The marks of any one day. */
export async function marksDay(scene: Scene, student?: string, day?: string): Promise<Screen> {
  const asked = { studentId: studentIdOf(scene, student), day: dayOf(day) };
  return showDay(scene, { ...asked, screen: 'marks/day', rest: asked.day });
}
