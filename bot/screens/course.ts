import { studentCourse } from '#journal/student-course.ts';
import { coursePicture } from '#templates/course-picture.ts';
import { aboutChild } from '../about-child.ts';
import { idOf, studentIdOf } from '../arguments.ts';
import type { Screen } from '../messenger.ts';
import { print, type Scene } from '../scene.ts';

/** So many marks are told one by one in the words beside the picture. */
const mostTold = 12;

/** The picture of how a subject went through the period, with its words; words alone while there is no mark. */
export async function course(scene: Scene, student?: string, subject?: string): Promise<Screen> {
  const { act, press } = scene;
  const subjectId = idOf(subject);
  const shown = await studentCourse(act, studentIdOf(scene, student), { subjectId });
  const { student: who, period, points } = shown;
  const means = points.map(({ mean }) => mean);
  const view = {
    ...(await aboutChild(scene, who, { screen: 'course', rest: subject })),
    ...{ period, subject: shown.subject?.name ?? null, subjectId },
    points: points.slice(-mostTold),
    earlier: Math.max(0, points.length - mostTold),
    means: { now: means.at(-1) ?? null, lowest: Math.min(...means), highest: Math.max(...means) },
  };
  const screen = print(press, 'course', view, `${who.id} ${subjectId}`);
  const svg = coursePicture(press, shown);
  if (!svg) return screen;
  const alt = press.sentence('pictures/course', { subject: view.subject, now: view.means.now });
  return { ...screen, picture: { svg, alt, path: `/chat/course/${who.id}/${subjectId}` } };
}
