import { type StudentMarks, studentMarks } from '#journal/student-marks.ts';
import type { Act } from '#school/act.ts';
import { addDays, type Day } from '#school/calendar.ts';
import { isSchoolDay } from '#school/school-days.ts';
import type { Screen } from '../../messenger.ts';
import type { Scene } from '../../scene.ts';
import { showMarks } from './show-marks.ts';

/** One day's marks; an empty one says why, and shows the last day before it that has something. */
export function showDay(
  scene: Scene,
  { screen, studentId, day, rest }: { screen: string; studentId: number; day: Day; rest?: string },
): Promise<Screen> {
  return showMarks(scene, {
    screen,
    studentId,
    from: day,
    to: day,
    ...(rest ? { rest } : {}),
    further: (from, to) => `marks/days ${studentId} ${from} ${to}`,
    extra: marks => whenEmpty(scene.act, marks, day),
  });
}

/** Longer than any holidays but the summer's. */
const lookBack = 45;

async function whenEmpty(act: Act, { student, days }: StudentMarks, day: Day) {
  if (days.length > 0) return { empty: false, dayOff: false, last: null };
  const [from, to] = [addDays(day, -lookBack), addDays(day, -1)];
  const earlier = day > act.today ? undefined : await studentMarks(act, student.id, { from, to });
  const last = earlier?.days.at(-1);
  return {
    empty: true,
    dayOff: !(await isSchoolDay(act, day, student.grade ?? undefined)),
    last: last ? { ...last, entries: last.entries.map(entry => ({ ...entry, fresh: false })) } : null,
  };
}
