import type { Incoming, Screen } from './messenger.ts';
import type { Scene } from './scene.ts';
import { start } from './screens/start.ts';

/** Finds the screen a press or a message asks for, and shows it. */
export async function turnTo(scene: Scene, _incoming: Incoming): Promise<Screen> {
  return start(scene);
}
