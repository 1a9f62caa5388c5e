import { rememberChild } from '#school/chats.ts';
import type { Scene } from './scene.ts';

/** What a screen about one student says of the student, whichever it is. */
export interface Spoken {
  id: number;
  givenName: string;
  className: string | null;
  grade: number | null;
  periodKind?: string | null;
}

/** Which screen it is, so that another child's button asks the same: `rest` are the arguments after the student's id. */
export interface SameAsked {
  screen: string;
  rest?: string | undefined;
}

/** The head and the foot of every screen about a student: who it is, and buttons of the asker's other children. */
export function childView({ act, students }: Scene, student: Spoken, { screen, rest = '' }: SameAsked) {
  const { id, givenName, className, grade, periodKind = null } = student;
  return {
    screen,
    rest,
    today: act.today,
    child: { id, name: givenName, className, self: id === act.by.studentId },
    ungraded: grade === 1,
    halfYears: periodKind === 'half-year',
    siblings: students
      .filter(one => one.id !== id)
      .map(one => ({ givenName: one.givenName, button: [screen, one.id, rest].filter(Boolean).join(' ') })),
  };
}

/** The same, and from now on the chat is about this child. */
export async function aboutChild(scene: Scene, student: Spoken, asked: SameAsked) {
  const { act, chat, students } = scene;
  if (students.some(({ id }) => id === student.id)) await rememberChild(act, chat, student.id);
  return childView(scene, student, asked);
}
