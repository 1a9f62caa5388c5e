import type { Screen } from '../messenger.ts';
import { print, type Scene } from '../scene.ts';
import { menuOf } from './start.ts';

/** Why the bot has no better answer. */
export type HintReason = 'nonsense' | 'elsewhere' | 'no-day' | 'stranger' | 'password';

/** A short hint with buttons for what could not be answered. */
export async function hint(scene: Scene, reason: HintReason): Promise<Screen> {
  const view = { ...menuOf(scene), students: scene.students };
  return print(scene.press, `hint/${reason}`, view);
}
