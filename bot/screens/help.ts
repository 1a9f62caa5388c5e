import type { Screen } from '../messenger.ts';
import { print, type Scene } from '../scene.ts';
import { menuOf } from './start.ts';

/** What one may ask, with examples, and the commands. */
export async function help(scene: Scene): Promise<Screen> {
  const view = { ...menuOf(scene), web: scene.chat.messenger === 'web', botName: scene.botName ?? null };
  return print(scene.press, 'help', view);
}
