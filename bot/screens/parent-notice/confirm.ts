import { confirmNotice } from '#journal/parent-notices/family-notices.ts';
import { idOf } from '../../arguments.ts';
import type { Screen } from '../../messenger.ts';
import { print, type Scene } from '../../scene.ts';

/** «Ознакомлен(а)» under a notice of the class teacher; pressed again it says when that was (3.2f). Refusal: not-found. */
export async function confirmParentNotice({ act, chat, press }: Scene, argument?: string): Promise<Screen> {
  const { studentId, student, teacher, confirmedAt } = await confirmNotice(act, idOf(argument), chat.messenger);
  return print(press, 'parent-notice/confirm', { studentId, student, teacher, confirmedAt }, argument);
}
