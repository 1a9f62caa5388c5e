import { studentTimetable } from '#journal/student-timetable.ts';
import { aboutChild } from '../about-child.ts';
import { dayOf, studentIdOf } from '../arguments.ts';
import type { Screen } from '../messenger.ts';
import { print, type Scene } from '../scene.ts';

/** A day's lessons as they really are: bells, rooms, substitutions; today's unless another day is given. */
export async function schedule(scene: Scene, student?: string, argument?: string): Promise<Screen> {
  const studentId = studentIdOf(scene, student);
  const day = argument ? dayOf(argument) : scene.act.today;
  const { student: who, days, previous, next } = await studentTimetable(scene.act, studentId, { from: day, to: day });
  const view = { ...days[0]!, previous, next };
  const child = await aboutChild(scene, who, { screen: 'schedule', rest: argument });
  return print(scene.press, 'schedule', { ...child, ...view }, [who.id, argument].filter(Boolean).join(' '));
}
