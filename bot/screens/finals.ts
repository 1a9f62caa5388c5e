import { finalsOfStudent } from '#journal/finals/finals-of-student.ts';
import { aboutChild } from '../about-child.ts';
import { studentIdOf } from '../arguments.ts';
import type { Screen } from '../messenger.ts';
import { print, type Scene } from '../scene.ts';

/** Final marks: of quarters or half-years, the year, the exam, the certificate; where there is none yet, what comes out. */
export async function finals(scene: Scene, student?: string): Promise<Screen> {
  const { student: who, subjects } = await finalsOfStudent(scene.act, studentIdOf(scene, student));
  const view = {
    ...(await aboutChild(scene, who, { screen: 'finals' })),
    subjects: subjects.map(({ subject, finals }) => ({ subject, finals: finals.filter(hasSomething) })),
  };
  return print(scene.press, 'finals', view, String(who.id));
}

function hasSomething({ choice, suggested }: { choice: unknown; suggested: unknown }): boolean {
  return choice !== null || suggested !== null;
}
