import { badRequest } from './refused.ts';

/** The refusal for text that does not follow its parse mode. */
export function cannotParse(why: string) {
  return badRequest(`can't parse entities: ${why}`);
}

/** A character reference at `at`: the four documented names and numbers. Any other is plain text. */
export function readReference(source: string, at: number): { char: string; end: number } | undefined {
  const [whole, name, decimal, hex] = /^&(?:([a-z]+)|#(\d{1,8})|#x([0-9a-f]{1,7}));?/i.exec(source.slice(at)) ?? [];
  if (whole === undefined) return undefined;
  const code = name ? names[name] : Number.parseInt(decimal ?? hex ?? '', decimal ? 10 : 16);
  if (!code || code >= 0x10ffff) return undefined;
  return { char: String.fromCodePoint(code), end: at + whole.length };
}

const names: Record<string, number> = { lt: 0x3c, gt: 0x3e, amp: 0x26, quot: 0x22 };
