const nbsp = '\u00a0';

/**
 * Russian typography for a template's source: a one-letter word is not left at a line's end,
 * nor a dash at its beginning, and «№» stays with its number.
 */
export function typographic(source: string): string {
  return source
    .replace(/(?<=[\s(«>]|^)(\p{Script=Cyrillic}) (?=\S)/gmu, `$1${nbsp}`)
    .replace(/(?<=\S) — /g, `${nbsp}— `)
    .replace(/№ (?=\S)/g, `№${nbsp}`);
}
