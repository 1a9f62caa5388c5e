import { acknowledge } from '#board/acknowledgements.ts';
import { document } from '#board/document.ts';
import { unreadDocuments } from '#board/documents.ts';
import { idOf } from '../../arguments.ts';
import type { Screen } from '../../messenger.ts';
import { print, type Scene } from '../../scene.ts';
import { showDocument } from './document.ts';

/**
 * «Ознакомлен», said from a chat; pressed again it changes nothing. Of a document that has been replaced since it was told, what stands
 * instead is shown. Refusals: not-found, not-allowed.
 */
export async function acknowledgeDocument(scene: Scene, argument?: string): Promise<Screen> {
  const { act, chat, press } = scene;
  const id = idOf(argument);
  const { replacedBy, state } = await document(act, id);
  if (replacedBy && state === 'replaced') return showDocument(scene, String(replacedBy.id));
  await acknowledge(act, id, chat.messenger);
  const { kind, number, title, acknowledgedAt } = await document(act, id);
  const [next] = await unreadDocuments(act, 1);
  return print(press, 'board/acknowledge', { kind, number, title, acknowledgedAt, next: next ?? null }, argument);
}
