import type { Day } from '#school/calendar.ts';
import { begunPeriods, periodAmong } from '#school/student-periods.ts';
import { subjectsOfStudent } from '#school/subjects.ts';
import { dayOf, idOf, studentIdOf } from '../../arguments.ts';
import type { Screen } from '../../messenger.ts';
import { print, type Scene } from '../../scene.ts';

import { showMarks } from './show-marks.ts';

/**
 * The marks of one subject («алгебра»), or of all that a word may mean («математика» of grade 9): in the current period,
 * in another by its number, or between two days.
 */
export async function marksSubject(
  scene: Scene,
  student?: string,
  ids?: string,
  from?: string,
  to?: string,
): Promise<Screen> {
  const studentId = studentIdOf(scene, student);
  const subjects = await subjectsOfStudent(scene.act, studentId, (ids ?? '').split(',').map(idOf));
  const days = await daysOf(scene, { studentId, from, to });
  if (!days) return print(scene.press, 'marks/no-period', { childId: studentId });
  const further = (since: Day, until: Day) => `marks/subject ${studentId} ${ids} ${since} ${until}`;
  return showMarks(scene, {
    screen: 'marks/subject',
    studentId,
    ...days,
    subjects,
    latestFirst: true,
    rest: [ids, from, to].filter(Boolean).join(' '),
    further,
  });
}

async function daysOf(
  { act }: Scene,
  { studentId, from, to }: { studentId: number; from: string | undefined; to: string | undefined },
): Promise<{ from: Day; to: Day } | undefined> {
  if (from && to) return { from: dayOf(from), to: dayOf(to) };
  const period = periodAmong(await begunPeriods(act, studentId), from);
  return period && { from: period.firstDay, to: period.lastDay };
}
