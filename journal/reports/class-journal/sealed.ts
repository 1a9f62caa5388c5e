/** The history itself says when a journal was printed, and with which hash: what the paper is held against. */
export const printedDeed = 'class-journal';
export const printedSubject = (id: number) => `class-journal:${id}`;

/** As it stands on paper: in groups of eight that an eye can hold. */
export function groupsOf(hash: string): string {
  return hash.match(/.{8}/g)!.join(' ');
}

// Letters of a Russian keyboard that look like those of a hash: a, c, e.
const alike: Record<string, string> = { '\u0430': 'a', '\u0441': 'c', '\u0435': 'e' };

/** The hash that was typed or pasted, whatever stands between its signs and in whichever case; nothing when it is none. */
export function hashTyped(text: string): string | undefined {
  const signs = text
    .toLowerCase()
    .replace(/[\u0430\u0441\u0435]/g, letter => alike[letter]!)
    .replace(/[\s\p{P}\p{Cf}]/gu, '');
  return /^[0-9a-f]{64}$/.test(signs) ? signs : undefined;
}
