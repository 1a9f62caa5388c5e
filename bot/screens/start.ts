import { countUnacknowledged } from '#board/documents.ts';
import { addressOf, isStaff } from '#school/actor.ts';
import { may } from '#school/permissions.ts';
import { currentStudent } from '../arguments.ts';
import type { Screen } from '../messenger.ts';
import { print, type Scene } from '../scene.ts';

/** The first screen and the menu: what this person may ask about. `greeting` says that the chat was just linked. */
export async function start(scene: Scene, greeting = ''): Promise<Screen> {
  const { by } = scene.act;
  return print(scene.press, 'start', {
    ...menuOf(scene),
    greeting: ['linked', 'already'].includes(greeting) ? greeting : '',
    name: addressOf(by),
    unread: await countUnacknowledged(scene.act),
  });
}

/** What the menu's buttons depend on; every screen that offers the menu prints it. */
export function menuOf(scene: Scene) {
  const { act, students } = scene;
  const child = currentStudent(scene);
  return {
    child: child ? { ...child, self: child.id === act.by.studentId } : null,
    siblings: students.filter(student => student.id !== child?.id),
    staff: isStaff(act.by),
    classTeacher: act.by.ownClassIds.length > 0,
    controls: may(act.by, 'readEveryJournal'),
  };
}
