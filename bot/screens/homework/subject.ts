import { homeworkOfSubjects } from '#journal/student-homework.ts';
import { subjectsOfStudent } from '#school/subjects.ts';
import { aboutChild } from '../../about-child.ts';
import { dayOf, idsOf, studentIdOf } from '../../arguments.ts';
import { fitting } from '../../fitting.ts';
import type { Screen } from '../../messenger.ts';
import { print, type Scene } from '../../scene.ts';
import { resourceButtons, taskView } from './show-homework.ts';

/** What is due in a subject at its next lesson, or at that of a day; in all of them when a word may mean several. */
export async function homeworkSubject(scene: Scene, student?: string, ids?: string, day?: string): Promise<Screen> {
  const studentId = studentIdOf(scene, student);
  const subjectIds = idsOf(ids);
  const on = day ? { day: dayOf(day) } : {};
  const { student: who, subjects } = await homeworkOfSubjects(scene.act, studentId, { subjectIds, ...on });
  const learnt = await subjectsOfStudent(scene.act, studentId, subjectIds);
  const rest = [ids, day].filter(Boolean).join(' ');
  const view = {
    ...(await aboutChild(scene, who, { screen: 'homework/subject', rest })),
    day: on.day ?? null,
    learnt: learnt.map(({ name }) => name),
    ...resourceButtons(
      scene,
      subjects.flatMap(({ tasks }) => tasks),
    ),
  };
  return fitting(
    subjects.map(one => ({ ...one, tasks: one.tasks.map(task => taskView(task)) })),
    shown => print(scene.press, 'homework/subject', { ...view, subjects: shown }, `${who.id} ${rest}`),
  );
}
