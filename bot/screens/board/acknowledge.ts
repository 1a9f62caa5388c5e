import { acknowledge } from '#board/acknowledgements.ts';
import { document } from '#board/document.ts';
import { unreadDocuments } from '#board/documents.ts';
import { idOf } from '../../arguments.ts';
import type { Screen } from '../../messenger.ts';
import { print, type Scene } from '../../scene.ts';

/** «Ознакомлен», said from a chat; pressed again it changes nothing. Refusals: not-found, not-allowed. */
export async function acknowledgeDocument({ act, chat, press }: Scene, argument?: string): Promise<Screen> {
  const id = idOf(argument);
  await acknowledge(act, id, chat.messenger);
  const { kind, number, title, acknowledgedAt } = await document(act, id);
  const [next] = await unreadDocuments(act, 1);
  return print(press, 'board/acknowledge', { kind, number, title, acknowledgedAt, next: next ?? null }, argument);
}
