import { rememberChild } from '#school/chats.ts';
import { Refusal } from '#school/refusal.ts';
import { idOf } from '../arguments.ts';
import type { Screen } from '../messenger.ts';
import { print, type Scene } from '../scene.ts';
import { marksToday } from './marks/today.ts';
import { menuOf } from './start.ts';

/** Chooses whose marks the chat is about, and shows today's; without an argument, asks. */
export async function child(scene: Scene, argument?: string): Promise<Screen> {
  const { students } = scene;
  if (argument) {
    const chosen = students.find(student => student.id === idOf(argument));
    if (!chosen) throw new Refusal('not-found', 'not-found');
    await rememberChild(scene.act, scene.chat, chosen.id);
    return marksToday(scene, argument);
  }
  if (students.length === 1) return marksToday(scene);
  if (students.length === 0) throw new Refusal('not-found', 'not-found');
  return print(scene.press, 'child', { ...menuOf(scene), students });
}
