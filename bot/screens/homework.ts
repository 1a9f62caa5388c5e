import { type StudentHomework, studentHomework, studentHomeworkDays } from '#journal/student-homework.ts';
import { addDays, type Day } from '#school/calendar.ts';
import { aboutChild } from '../about-child.ts';
import { dayOf, daysOf, studentIdOf } from '../arguments.ts';
import { fitting } from '../fitting.ts';
import type { Screen } from '../messenger.ts';
import { print, type Scene } from '../scene.ts';
import { resourceButtons, taskView } from './homework/show-homework.ts';

/** What is due: on the next day of lessons, on a day, or in a span of days. */
export async function homework(scene: Scene, student?: string, first?: string, last?: string): Promise<Screen> {
  const studentId = studentIdOf(scene, student);
  if (first && last) return homeworkDays(scene, studentId, daysOf(first, last));
  return homeworkDay(scene, await studentHomework(scene.act, studentId, first ? dayOf(first) : undefined), first);
}

async function homeworkDay(scene: Scene, due: StudentHomework, asked: string | undefined): Promise<Screen> {
  const { student, tasks, ...day } = due;
  const argument = [student.id, asked].filter(Boolean).join(' ');
  const view = {
    ...(await aboutChild(scene, student, { screen: 'homework', rest: asked })),
    ...{ ...day, isNext: asked === undefined },
    ...resourceButtons(scene, tasks),
  };
  return fitting(
    tasks.map(task => taskView(task)),
    shown => print(scene.press, 'homework', { ...view, tasks: shown, more: tasks.length - shown.length }, argument),
  );
}

async function homeworkDays(scene: Scene, studentId: number, { from, to }: { from: Day; to: Day }): Promise<Screen> {
  const { student, days } = await studentHomeworkDays(scene.act, studentId, { from, to });
  const given = days.filter(({ tasks }) => tasks.length > 0);
  const view = {
    ...(await aboutChild(scene, student, { screen: 'homework', rest: `${from} ${to}` })),
    ...{ from, to },
    ...resourceButtons(
      scene,
      given.flatMap(({ tasks }) => tasks),
    ),
  };
  const views = given.map(({ day, tasks }) => ({ day, tasks: tasks.map(task => taskView(task)) }));
  const shorter = (one: (typeof views)[number]) => ({
    ...one,
    tasks: given.find(({ day }) => day === one.day)!.tasks.map(task => taskView(task, { most: 200 })),
  });
  const further = (shown: number) => (views[shown] ? `homework ${studentId} ${views[shown].day} ${to}` : null);
  return fitting(
    views,
    shown =>
      print(
        scene.press,
        'homework/days',
        { ...view, days: shown, further: further(shown.length), before: addDays(from, -7), after: addDays(from, 7) },
        `${studentId} ${from} ${to}`,
      ),
    shorter,
  );
}
