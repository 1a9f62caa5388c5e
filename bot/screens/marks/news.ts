import { addDays, dayOf as localDay } from '#school/calendar.ts';
import { studentIdOf } from '../../arguments.ts';
import type { Screen } from '../../messenger.ts';
import type { Scene } from '../../scene.ts';
import { showMarks } from './show-marks.ts';
import { marksWeek } from './week.ts';

/** What has changed since this chat last looked at the student's marks; the week, when it never did. */
export async function marksNews(scene: Scene, student?: string): Promise<Screen> {
  const studentId = studentIdOf(scene, student);
  if (!scene.chat.marksSeen.has(studentId)) return marksWeek(scene, String(studentId));
  // No day is shown as a whole, so every change is named by itself.
  const never = addDays(localDay(new Date(0), 'UTC'), 0);
  return showMarks(scene, {
    screen: 'marks/news',
    studentId,
    from: never,
    to: never,
    further: (from, to) => `marks/days ${studentId} ${from} ${to}`,
  });
}
