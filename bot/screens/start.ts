import { isStaff } from '#school/actor.ts';
import type { Screen } from '../messenger.ts';
import { print, type Scene } from '../scene.ts';

/** The first screen and the menu: what this person may ask about. `greeting` says that the chat was just linked. */
export async function start(scene: Scene, greeting = ''): Promise<Screen> {
  const { act, chat, students, press } = scene;
  const { by } = act;
  return print(press, 'start', {
    greeting,
    name: [by.givenName, by.patronymic].filter(Boolean).join(' '),
    web: chat.messenger === 'web',
    self: students.some(student => student.id === by.studentId),
    students,
    staff: isStaff(by),
    classTeacher: by.ownClassIds.length > 0,
  });
}
