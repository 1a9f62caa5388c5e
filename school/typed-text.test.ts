import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { excerpt, tidyLine, tidyText } from './typed-text.ts';

describe('a typed text', () => {
  test('is kept without what a database can’t hold', () => {
    expect(tidyText('  Приказ\u0000 \r\nо питании\r\r  \n')).toBe('  Приказ\nо питании');
    expect(tidyText('пол-\ud83d')).toBe('пол-\ufffd');
  });

  test('loses the blanks at its edges and at the ends of its lines, and no others', () => {
    expect(tidyText('\n\n  Пункт 1. \u00a0\n\n\nПункт  2.\t\n \n')).toBe('  Пункт 1.\n\n\nПункт  2.');
    expect(tidyText(' \n\n ')).toBe('');
  });

  // With a pattern for it, 40 000 blanks in the middle of a line kept the whole school waiting for 14 seconds.
  test('with half a million blanks in a row is read at once', () => {
    const wide = `Приказ${' '.repeat(500_000)}о питании`;
    const high = `Приказ${'\n'.repeat(500_000)}о питании`;
    expect(tidyText(wide)).toBe(wide);
    expect(tidyText(high)).toBe(high);
  });

  test('is one line when it is a title', () => {
    expect(tidyLine('  Об \n охране\t труда ')).toBe('Об охране труда');
    expect(tidyLine('prikaz\u202efdp.exe')).toBe('prikazfdp.exe');
  });
});

describe('an excerpt', () => {
  test('of a short text is the text', () => {
    expect(excerpt('Собрание в 15:00.')).toBe('Собрание в 15:00.');
  });

  test('ends after a whole word', () => {
    expect(excerpt('Провести инструктаж по пожарной безопасности во всех классах', 40)).toBe(
      'Провести инструктаж по пожарной…',
    );
  });

  test('of one endless word is cut all the same', () => {
    expect(excerpt('я'.repeat(50), 10)).toBe(`${'я'.repeat(9)}…`);
  });

  test('is never longer than asked and never cuts a letter in two', () => {
    const emoji = fc.constantFrom('👩‍👩‍👧', '🔔', 'е\u0301', 'й', ' ', 'слово ');
    fc.assert(
      fc.property(fc.array(emoji, { maxLength: 80 }), fc.integer({ min: 2, max: 90 }), (parts, most) => {
        const short = excerpt(parts.join(''), most);
        expect(short.length).toBeLessThanOrEqual(most);
        expect(short.isWellFormed()).toBe(true);
        const kept = short.replace(/…$/, '');
        const whole = [...new Intl.Segmenter('ru').segment(parts.join('').replace(/\s+/g, ' ').trim())];
        const boundaries = new Set(whole.map(({ index }) => index).concat(whole.at(-1) ? Infinity : 0));
        if (short.endsWith('…')) expect(boundaries.has(kept.length) || kept.length === 0).toBe(true);
      }),
    );
  });
});
