import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitMarked } from './split-marked.ts';

describe('a long text as messages', () => {
  it('cuts between lines, and what stands out goes on in the next', () => {
    const text = 'раз раз раз\nдва два два';
    expect(splitMarked({ text, marks: [{ kind: 'bold', offset: 8, length: 7 }] }, 15)).toEqual([
      { text: 'раз раз раз', marks: [{ kind: 'bold', offset: 8, length: 3 }] },
      { text: 'два два два', marks: [{ kind: 'bold', offset: 0, length: 3 }] },
    ]);
  });

  it('cuts no letter in two, loses none, and keeps every mark within its part', () => {
    const texts = fc.string({ unit: fc.constantFrom('а', '👍', ' ', '\n', 'слово'), minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(texts, fc.nat(50), fc.nat(50), (text, offset, length) => {
        const marks = [
          { kind: 'italic' as const, offset, length: Math.max(0, Math.min(length, text.length - offset)) },
        ];
        const parts = splitMarked({ text, marks }, 7);
        const letters = (some: string) => some.replace(/\s/g, '');
        expect(letters(parts.map(part => part.text).join(''))).toBe(letters(text));
        for (const part of parts) {
          expect(part.text.length).toBeLessThanOrEqual(7);
          expect(part.text.isWellFormed()).toBe(true);
          for (const one of part.marks) expect(one.offset + one.length).toBeLessThanOrEqual(part.text.length);
        }
      }),
    );
  });
});
