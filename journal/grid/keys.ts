import words from '../entry-words.json' with { type: 'json' };

/** Letters of the journal by the key on which the Russian layout has them, for who has left the Latin one switched on. */
export const keys: Record<string, string> = words.keys;

/** How kinds of absence are written. */
export const codes: string[] = Object.values(words.codes);
