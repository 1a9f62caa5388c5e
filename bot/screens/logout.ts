import { unlinkChat } from '#school/chats.ts';
import { Refusal } from '#school/refusal.ts';
import type { Screen } from '../messenger.ts';
import { print, type Scene } from '../scene.ts';

/** Asks whether to unlink this chat; the site's own chat can't be. */
export async function logout({ press, chat }: Scene): Promise<Screen> {
  if (chat.messenger === 'web') throw new Refusal('not-allowed', 'chat/web-stays');
  return print(press, 'logout', {});
}

/** Unlinks the chat: from now on it learns nothing but how to link. */
export async function logoutYes({ act, press, chat }: Scene): Promise<Screen> {
  await unlinkChat(act, chat);
  return print(press, 'logout/yes', {});
}
