import { type SubjectAverage, studentAverages } from '#journal/student-averages.ts';
import { aboutChild } from '../about-child.ts';
import { idsOf, studentIdOf } from '../arguments.ts';
import type { Screen } from '../messenger.ts';
import { print, type Scene } from '../scene.ts';

/** Means of the current period by subject, with the mark they come to and the forecast; of one subject with its latest marks. */
export async function averages(scene: Scene, student?: string, ids?: string): Promise<Screen> {
  const { act, press } = scene;
  const subjectIds = ids ? idsOf(ids) : undefined;
  const { student: who, period, subjects } = await studentAverages(act, studentIdOf(scene, student), { subjectIds });
  const view = {
    ...(await aboutChild(scene, who, { screen: 'averages', rest: ids })),
    period,
    narrowed: subjectIds !== undefined,
    subjects: subjects.map(averageView),
    rest: ids ?? '',
  };
  return print(press, 'averages', view, [who.id, ids].filter(Boolean).join(' '));
}

/** The subjects as buttons, each leading to its own means. */
export async function averagesSubjects(scene: Scene, student?: string): Promise<Screen> {
  const { student: who, subjects } = await studentAverages(scene.act, studentIdOf(scene, student));
  const child = await aboutChild(scene, who, { screen: 'averages/subjects' });
  return print(scene.press, 'averages/subjects', { ...child, subjects }, String(who.id));
}

/** The forecast is said only where it differs from what comes out by now. */
function averageView(average: SubjectAverage) {
  const { forecast, suggested, choice } = average;
  const warns = choice === null && typeof suggested === 'number' && forecast !== suggested;
  return { ...average, warns };
}
