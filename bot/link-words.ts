import lookAlikes from '#templates/bot/vocabulary/look-alikes.json' with { type: 'json' };
import type { Incoming } from './messenger.ts';

/** The code of «/start <code>», as a deep link sends it; nothing on the site, whose chat needs no linking. */
export function startCode({ from, text }: Incoming): string | undefined {
  if (from.messenger === 'web' || !text) return undefined;
  const word = /^\/start(?:@\w+)?\s+(\S{1,64})\s*$/.exec(text)?.[1];
  return word && (machineCode(word) ?? paperCode(word) ?? word);
}

/** What a stranger's message holds if it looks like a code at all. */
export function strangersCode({ from, text }: Incoming): string | undefined {
  if (from.messenger === 'web' || !text || text.length > 64) return undefined;
  return machineCode(text.trim()) ?? paperCode(text);
}

function machineCode(text: string): string | undefined {
  return /^[\w-]{22}$/.test(text) ? text : undefined;
}

/** A code as people copy it from paper: capitals, spaces and dashes don't matter, nor letters of the other alphabet. */
function paperCode(text: string): string | undefined {
  const latin = [...text.toLowerCase()].map(letter => (lookAlikes as Record<string, string>)[letter] ?? letter);
  const code = latin.join('').replace(/[\s-]+/g, '');
  return /^[a-z2-9]{10}$/.test(code) ? code : undefined;
}
