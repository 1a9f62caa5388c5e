import { addDays, weekOf } from '#school/calendar.ts';
import { dayOf, studentIdOf } from '../../arguments.ts';
import type { Screen } from '../../messenger.ts';
import type { Scene } from '../../scene.ts';
import { showMarks } from './show-marks.ts';

/** The marks of a week, this one unless a day of another is given. */
export async function marksWeek(scene: Scene, student?: string, day?: string): Promise<Screen> {
  const { today } = scene.act;
  const studentId = studentIdOf(scene, student);
  const { monday, sunday } = weekOf(day ? dayOf(day) : today);
  const isThis = monday <= today && today <= sunday;
  return showMarks(scene, {
    screen: 'marks/week',
    studentId,
    from: monday,
    to: sunday,
    ...(isThis ? {} : { rest: monday }),
    further: (from, to) => `marks/days ${studentId} ${from} ${to}`,
    extra: () => ({ isThis, before: addDays(monday, -7), after: sunday < today ? addDays(monday, 7) : null }),
  });
}
