import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { markedText } from './marked-text.ts';

const marksOf = (markdown: string) => {
  const { text, marks } = markedText(markdown);
  return marks.map(({ kind, offset, length, url }) => [
    kind,
    text.slice(offset, offset + length),
    ...(url ? [url] : []),
  ]);
};

describe('a text for messengers', () => {
  test('says which words stand out, without the signs', () => {
    const source = '**Важно:** завтра *совет*, ~~в 15:00~~ в `16:00`, см. [план](https://example.com/plan)';
    expect(markedText(source).text).toBe('Важно: завтра совет, в 15:00 в 16:00, см. план');
    expect(marksOf(source)).toEqual([
      ['bold', 'Важно:'],
      ['italic', 'совет'],
      ['strikethrough', 'в 15:00'],
      ['code', '16:00'],
      ['link', 'план', 'https://example.com/plan'],
    ]);
  });

  test('keeps lines, paragraphs, headings and lists apart', () => {
    const source = '# Повестка\nКоллеги,\nпрошу быть.\n\n1. Отчёт\n2. Планы\n   - на май\n   - на лето\n\nДо встречи';
    expect(markedText(source).text).toBe(
      'Повестка\n\nКоллеги,\nпрошу быть.\n\n1. Отчёт\n2. Планы\n  • на май\n  • на лето\n\nДо встречи',
    );
    expect(marksOf(source)).toEqual([['bold', 'Повестка']]);
  });

  test('makes one quote of quotes in quotes, and a block of code without its fence', () => {
    expect(markedText('> Раз\n>\n> > Два\n\nТри').text).toBe('Раз\n\nДва\n\nТри');
    expect(marksOf('> Раз\n>\n> > Два\n\nТри')).toEqual([['blockquote', 'Раз\n\nДва']]);
    expect(marksOf('```\na < b\n```')).toEqual([['pre', 'a < b']]);
  });

  test('shows a table row by row, and a picture as a link to it', () => {
    expect(markedText('|Класс|Мест|\n|-|-|\n|5Б|26|').text).toBe('Класс | Мест\n5Б | 26');
    expect(marksOf('![схема](https://example.com/a.png)')).toEqual([['link', 'схема', 'https://example.com/a.png']]);
  });

  test('shows tags as text, and leads nowhere by script', () => {
    expect(markedText('<b>5 < 6</b> [x](javascript:alert(1))')).toEqual({
      text: '<b>5 < 6</b> [x](javascript:alert(1))',
      marks: [],
    });
  });

  test('whatever is typed, each mark lies within the text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('*', '_', '`', '~~', '> ', '\n', '- ', '1. ', '# ', 'слово ', '👍', '[а](/б)', '|')),
        parts => {
          const { text, marks } = markedText(parts.join(''));
          for (const { offset, length } of marks) {
            expect(length).toBeGreaterThan(0);
            expect(offset + length).toBeLessThanOrEqual(text.length);
          }
        },
      ),
    );
  });
});
