import { Refusal } from '#school/refusal.ts';
import { giveConsent } from '#school/ways/consents.ts';
import type { Screen } from '../messenger.ts';
import type { Scene } from '../scene.ts';
import { start } from './start.ts';

/** «Согласен»: from now on news comes here (152-ФЗ). The chat on the site needs none. */
export async function consentYes(scene: Scene): Promise<Screen> {
  const { messenger } = scene.chat;
  if (messenger !== 'telegram') throw new Refusal('not-found', 'not-found');
  await giveConsent(scene.act, messenger);
  return start(scene, 'linked');
}
