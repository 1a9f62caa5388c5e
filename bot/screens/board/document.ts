import { document } from '#board/document.ts';
import { idOf } from '../../arguments.ts';
import type { Screen } from '../../messenger.ts';
import { print, type Scene } from '../../scene.ts';

/** So much of a document's text stands in a message; the whole is on the site. */
const mostText = 2500;

/** One document with its text and «Ознакомлен». Refusal: not-found. */
export async function showDocument({ act, press }: Scene, argument?: string): Promise<Screen> {
  const shown = await document(act, idOf(argument));
  const text = beginning(shown.text);
  return print(press, 'board/document', { ...shown, text, cut: text !== shown.text }, argument);
}

/** Whole lines of a long text, or whole words of a single long line. */
function beginning(text: string): string {
  if (text.length <= mostText) return text;
  const start = text.slice(0, mostText);
  const lineEnd = start.lastIndexOf('\n');
  return start.slice(0, lineEnd > mostText / 2 ? lineEnd : start.lastIndexOf(' ')).trimEnd();
}
