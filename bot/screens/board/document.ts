import { document } from '#board/document.ts';
import { idOf } from '../../arguments.ts';
import { beginningOfText } from '../../beginning-of-text.ts';
import type { Screen } from '../../messenger.ts';
import { print, type Scene } from '../../scene.ts';

/** One document with its text and «Ознакомлен». Refusal: not-found. */
export async function showDocument({ act, press }: Scene, argument?: string): Promise<Screen> {
  const shown = await document(act, idOf(argument));
  const text = beginningOfText(shown.text);
  return print(press, 'board/document', { ...shown, text, cut: text !== shown.text }, argument);
}
