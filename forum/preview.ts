import type { Act } from '#school/act.ts';
import { readText } from './text.ts';

/** What a text would be kept as, were it sent now: Markdown, to be shown as it will look. Writes nothing. Refusals: invalid under text. */
export async function previewText(_act: Act, typed: { text: string }): Promise<string> {
  return readText(typed.text);
}
