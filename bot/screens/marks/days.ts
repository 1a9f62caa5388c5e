import { daysOf, studentIdOf } from '../../arguments.ts';
import type { Screen } from '../../messenger.ts';
import type { Scene } from '../../scene.ts';
import { showMarks } from './show-marks.ts';

/** The marks between two days, both included, the latest first. */
export async function marksDays(scene: Scene, student?: string, first?: string, last?: string): Promise<Screen> {
  const studentId = studentIdOf(scene, student);
  const { from, to } = daysOf(first, last);
  return showMarks(scene, {
    screen: 'marks/days',
    studentId,
    from,
    to,
    latestFirst: true,
    rest: `${from} ${to}`,
    further: (since, until) => `marks/days ${studentId} ${since} ${until}`,
  });
}
