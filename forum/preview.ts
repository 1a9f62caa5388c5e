import type { Act } from '#school/act.ts';
import { see } from '#school/permissions.ts';
import { markCalls } from './mentions/mark-calls.ts';
import { readText } from './text.ts';

/**
 * What a text would be kept as, were it sent now: Markdown, to be shown as it will look; in a talk people are called by name.
 * Writes nothing. Refusals: not-found for a talk to anyone but staff; invalid under text.
 */
export async function previewText(act: Act, { text, talk = false }: { text: string; talk?: boolean }): Promise<string> {
  if (!talk) return readText(text);
  see(act, 'useForum');
  return (await markCalls(act, readText(text))).text;
}
