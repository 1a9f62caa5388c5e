import { chatState, noteConsentAsked } from '#school/ways/chat-state.ts';
import { consentText, isOfAge } from '#school/ways/consents.ts';
import type { Incoming, Screen } from './messenger.ts';
import { print, type Scene } from './scene.ts';

/** These may be pressed before anything is agreed to. */
const always = /^(consent\/yes|logout)\b/;

interface Gate {
  /** The school's name. */
  school: string;
  /** The chat was linked just now. */
  linked: boolean;
}

/**
 * What stands before the conversation in a messenger: the school's switch, and the person's own consent (152-ФЗ). Nothing when the
 * way is open; the chat on the site always is.
 */
export async function gate(scene: Scene, { button }: Incoming, { school, linked }: Gate): Promise<Screen | undefined> {
  const { act, chat, press } = scene;
  if (chat.messenger === 'web') return undefined;
  const { agreed, mode } = await chatState(act, chat);
  if (mode === 'off') return print(press, 'channel-off', {});
  if (button !== undefined && always.test(button)) return undefined;
  if (!agreed) return askConsent(scene, { school, linked });
  return mode === 'facts-only' ? print(press, 'facts-only', {}) : undefined;
}

async function askConsent({ act, chat, press }: Scene, { school, linked }: Gate): Promise<Screen> {
  await noteConsentAsked(act, chat.id);
  const consent = press.sentence(`consents/${consentText}`, { scope: chat.messenger, school });
  return print(press, 'consent', { consent, linked, mayAgree: await isOfAge(act) });
}
