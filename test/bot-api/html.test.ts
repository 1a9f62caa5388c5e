import { describe, expect, test } from 'vitest';
import { parseHtml } from './html.ts';

describe('the HTML style of the Bot API', () => {
  test('every documented tag becomes its entity', () => {
    const { text, entities } = parseHtml(
      '<b>1</b><strong>2</strong><i>3</i><em>4</em><u>5</u><ins>6</ins><s>7</s><strike>8</strike><del>9</del>' +
        '<tg-spoiler>a</tg-spoiler><span class="tg-spoiler">b</span><code>c</code><pre>d</pre>' +
        '<blockquote>e</blockquote><blockquote expandable>f</blockquote><a href="https://school.example.ru/x">g</a>',
    );
    expect(text).toBe('123456789abcdefg');
    expect(entities.map(one => one.type)).toEqual([
      ...['bold', 'bold', 'italic', 'italic', 'underline', 'underline'],
      ...['strikethrough', 'strikethrough', 'strikethrough', 'spoiler', 'spoiler', 'code', 'pre'],
      ...['blockquote', 'expandable_blockquote', 'text_link'],
    ]);
    expect(entities.at(-1)).toMatchObject({ url: 'https://school.example.ru/x', offset: 15, length: 1 });
  });

  test('tags may stand in each other, and in capitals; the outer comes first', () => {
    const { text, entities } = parseHtml('<B>Маша <i>5</i></B>');
    expect(text).toBe('Маша 5');
    expect(entities).toEqual([
      { type: 'bold', offset: 0, length: 6 },
      { type: 'italic', offset: 5, length: 1 },
    ]);
  });

  test('a program text keeps its language', () => {
    const { entities } = parseHtml('<pre><code class="language-sql">select 1</code></pre>');
    expect(entities).toEqual([{ type: 'pre', offset: 0, length: 8, language: 'sql' }]);
  });

  test('four names and numbers are read, any other reference stays as it is', () => {
    expect(parseHtml('&lt;&gt;&amp;&quot;&#1071;&#x42f;&nbsp;&apos; & ещё').text).toBe('<>&"ЯЯ&nbsp;&apos; & ещё');
  });

  test('offsets count UTF-16 units', () => {
    expect(parseHtml('👍 <b>да</b>').entities).toEqual([{ type: 'bold', offset: 3, length: 2 }]);
  });

  test('a link without an address takes its text, one to localhost is no link', () => {
    expect(parseHtml('<a>school.example.ru</a>').entities).toMatchObject([{ url: 'http://school.example.ru/' }]);
    expect(parseHtml('<a href="http://localhost/">здесь</a>').entities).toEqual([]);
  });

  test.each([
    ['a <3', 'Unclosed start tag at byte offset 2'],
    ['a < b', 'Unsupported start tag "" at byte offset 2'],
    ['a <c d', 'Unsupported start tag "c" at byte offset 2'],
    ['a < b > c', 'Unsupported start tag "" at byte offset 2'],
    ['<p>абзац</p>', 'Unsupported start tag "p" at byte offset 0'],
    ['строка<br/>', 'Unsupported start tag "br/" at byte offset 12'],
    ['<b>да', 'Can\'t find end tag corresponding to start tag "b"'],
    ['да</b>', 'Unexpected end tag at byte offset 4'],
    ['<b>да</b', 'Unclosed end tag at byte offset 7'],
    ['<b>да</i>', 'Unmatched end tag at byte offset 7, expected "</b>", found "</i>"'],
    ['<span class="red">да</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
    ['<a href="x>да</a>', 'Unclosed start tag at byte offset 0'],
    ['<a href>да</a>', 'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0'],
    ['<a href=да>да</a>', 'Unexpected end of name token at byte offset 8'],
  ])('%s is refused', (source, why) => {
    expect(() => parseHtml(source)).toThrow(`Bad Request: can't parse entities: ${why}`);
  });
});
