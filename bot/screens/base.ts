import { publicBase, publicDocument } from '#board/public-base.ts';
import { excerpt } from '#school/typed-text.ts';
import { beginningOfText } from '../beginning-of-text.ts';
import type { Screen } from '../messenger.ts';
import { print, type Scene } from '../scene.ts';

const most = 8;

/** The documents of the school that families may read (7b). Refusal: not-found. */
export async function base({ act, press }: Scene): Promise<Screen> {
  const { lines } = await publicBase(act);
  const documents = lines.slice(0, most).map(line => ({ ...line, label: excerpt(line.title, 40) }));
  return print(press, 'base', { documents, more: lines.length - documents.length });
}

/** One of them by the name of its line, as it is in force. Refusal: not-found. */
export async function showBaseDocument({ act, press }: Scene, argument = ''): Promise<Screen> {
  const shown = await publicDocument(act, argument);
  const text = beginningOfText(shown.text);
  return print(press, 'base/document', { ...shown, text, cut: text !== shown.text }, argument);
}
