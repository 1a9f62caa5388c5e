import { countUnacknowledged, documents, unreadDocuments } from '#board/documents.ts';
import { excerpt } from '#school/typed-text.ts';
import type { Screen } from '../messenger.ts';
import { print, type Scene } from '../scene.ts';

const most = 5;

/** «Учительская»: what waits for «Ознакомлен», else the latest documents. Refusal: not-found for families. */
export async function board({ act, press }: Scene): Promise<Screen> {
  const unread = await unreadDocuments(act, most);
  const count = unread.length > 0 ? await countUnacknowledged(act) : 0;
  const shown = unread.length > 0 ? unread : (await documents(act)).documents.slice(0, most);
  const listed = shown.map(document => ({ ...document, short: excerpt(document.title, 40) }));
  return print(press, 'board', { count, more: Math.max(0, count - unread.length), documents: listed });
}
