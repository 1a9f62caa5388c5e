import { studentTimetable } from '#journal/student-timetable.ts';
import { addDays, weekOf } from '#school/calendar.ts';
import { aboutChild } from '../../about-child.ts';
import { dayOf, studentIdOf } from '../../arguments.ts';
import { fitting } from '../../fitting.ts';
import type { Screen } from '../../messenger.ts';
import { print, type Scene } from '../../scene.ts';

/** A week's lessons, this week's unless a day of another is given. */
export async function scheduleWeek(scene: Scene, student?: string, argument?: string): Promise<Screen> {
  const { today } = scene.act;
  const { monday, sunday } = weekOf(argument ? dayOf(argument) : today);
  const span = { from: monday, to: sunday };
  const { student: who, days } = await studentTimetable(scene.act, studentIdOf(scene, student), span);
  const view = {
    ...(await aboutChild(scene, who, { screen: 'schedule/week', rest: argument })),
    ...{ monday, sunday, before: addDays(monday, -7), after: addDays(monday, 7) },
    isThis: monday <= today && today <= sunday,
    lessons: days.some(({ lessons }) => lessons.length > 0),
    dayOff: days.find(({ dayOff }) => dayOff !== null)?.dayOff ?? null,
  };
  // A Sunday is no news.
  const shown = days.filter(({ isSchoolDay, dayOff, lessons }) => isSchoolDay || dayOff !== null || lessons.length > 0);
  const words = [who.id, argument].filter(Boolean).join(' ');
  return fitting(shown, some => print(scene.press, 'schedule/week', { ...view, days: some }, words));
}
