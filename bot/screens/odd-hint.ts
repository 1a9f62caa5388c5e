import { waitingTalk } from '../dialogues/in-talk.ts';
import type { Odd, Screen } from '../messenger.ts';
import { print, type Scene } from '../scene.ts';
import { menuOf } from './start.ts';

/** What came is not words said now: a sticker, a voice, something passed on or changed afterwards. What was being asked still waits. */
export async function oddHint(scene: Scene, odd: Odd): Promise<Screen> {
  const id = (await waitingTalk(scene)) ?? null;
  return print(scene.press, 'hint/odd', { ...menuOf(scene), odd, id });
}
