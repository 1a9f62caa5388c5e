import { plainText } from '#templates/plain-text.ts';
import type { Press } from '#templates/press.ts';

/** A notice as the site shows it: the same words as in a message, without its markup and buttons. */
export function withText<N extends { kind: string; facts: Record<string, unknown> }>(press: Press) {
  return ({ facts, ...notice }: N) => ({ ...notice, text: textOf(press, notice.kind, facts) });
}

/** Facts written before their template changed may lack something: then the notice is told by its kind alone. */
function textOf(press: Press, kind: string, facts: Record<string, unknown>): string {
  try {
    return plainText(press.screen(`notices/${kind}`, { notices: [facts], spoiler: false }).text);
  } catch {
    return press.sentence('notice-without-words');
  }
}
