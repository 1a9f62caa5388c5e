import { type DiaryLesson, type StudentWeek, studentWeek } from '#journal/student-week.ts';
import { excerpt } from '#school/typed-text.ts';
import { aboutChild } from '../about-child.ts';
import { dayOf, studentIdOf } from '../arguments.ts';
import { firstFitting } from '../fitting.ts';
import type { Screen } from '../messenger.ts';
import { print, type Scene } from '../scene.ts';

/** Tasks are cut to so many characters until the week fits into a message; in the last resort they are left out. */
const lengthsOfTasks = [120, 60, 30, 0];

/** The week on one screen: each day's lessons with marks, absences and homework. */
export async function week(scene: Scene, student?: string, argument?: string): Promise<Screen> {
  const { act, press } = scene;
  const day = argument ? dayOf(argument) : act.today;
  const shown = await studentWeek(act, studentIdOf(scene, student), day);
  const { student: who, monday, sunday, previous, next, current } = shown;
  const view = {
    ...(await aboutChild(scene, who, { screen: 'week', rest: argument })),
    ...{ monday, sunday, previous, next, current },
  };
  const words = [who.id, argument].filter(Boolean).join(' ');
  return firstFitting(
    lengthsOfTasks.map(most => () => print(press, 'week', { ...view, ...daysView(shown, most) }, words)),
  );
}

function daysView({ days }: StudentWeek, most: number) {
  // A day off at the week's end is no news; holidays are.
  const shown = days.filter(({ isSchoolDay, dayOff, lessons }) => isSchoolDay || dayOff !== null || lessons.length > 0);
  return {
    lessons: days.some(({ lessons }) => lessons.length > 0),
    cut: most === 0,
    days: shown.map(({ day, isSchoolDay, dayOff, lessons }) => ({
      ...{ day, isSchoolDay, dayOff },
      lessons: lessons.map(lesson => lessonView(lesson, most)),
    })),
  };
}

function lessonView({ slot, subject, instead, cancelled, tasks, marks, absence, control }: DiaryLesson, most: number) {
  const texts = tasks.flatMap(({ homework }) => homework ?? []);
  return {
    ...{ slot, subject, control, substituted: instead !== null, cancelled },
    homework: most === 0 ? '' : excerpt(texts.join('; ').replaceAll(/\s+/g, ' '), most),
    marks: marks.map(({ value, workKind }) => ({ value, workKind })),
    presence: absence?.presence ?? null,
  };
}
