import { bells } from '#school/bells.ts';
import type { Screen } from '../messenger.ts';
import { print, type Scene } from '../scene.ts';
import { menuOf } from './start.ts';

/** When lessons begin and end. */
export async function showBells(scene: Scene): Promise<Screen> {
  return print(scene.press, 'bells', { ...menuOf(scene), bells: await bells(scene.act) });
}
