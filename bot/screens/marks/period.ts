import { begunPeriods, periodAmong } from '#school/student-periods.ts';
import { studentIdOf } from '../../arguments.ts';
import type { Screen } from '../../messenger.ts';
import { print, type Scene } from '../../scene.ts';

import { showMarks } from './show-marks.ts';

/** The marks of a quarter or half-year, the latest first: the current one, `last`, or by its number. */
export async function marksPeriod(scene: Scene, student?: string, which?: string): Promise<Screen> {
  const studentId = studentIdOf(scene, student);
  const periods = await begunPeriods(scene.act, studentId);
  const period = periodAmong(periods, which);
  if (!period) return print(scene.press, 'marks/no-period', { childId: studentId });
  const before = periods[periods.indexOf(period) - 1];
  return showMarks(scene, {
    screen: 'marks/period',
    studentId,
    from: period.firstDay,
    to: period.lastDay,
    latestFirst: true,
    ...(which ? { rest: which } : {}),
    further: (from, to) => `marks/days ${studentId} ${from} ${to}`,
    extra: () => ({ period, before: before ?? null }),
  });
}
