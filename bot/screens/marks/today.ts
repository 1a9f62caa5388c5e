import { studentIdOf } from '../../arguments.ts';
import type { Screen } from '../../messenger.ts';
import type { Scene } from '../../scene.ts';
import { showDay } from './show-day.ts';

/** «Что сегодня?»: the marks of today; on an empty day the last day with marks. */
export function marksToday(scene: Scene, student?: string): Promise<Screen> {
  return showDay(scene, { screen: 'marks/today', studentId: studentIdOf(scene, student), day: scene.act.today });
}
