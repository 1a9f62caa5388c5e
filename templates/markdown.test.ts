import { describe, expect, test } from 'vitest';
import { markdown, unmarked } from './markdown.ts';

describe('markdown', () => {
  test('shows a script as text', () => {
    expect(markdown('<script>alert(1)</script>')).toBe('<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n');
    expect(markdown('<img src=x onerror=alert(1)>')).toBe('<p>&lt;img src=x onerror=alert(1)&gt;</p>\n');
  });

  test.each([
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    '&#106;avascript:alert(1)',
    'java&#10;script:alert(1)',
    'vbscript:msgbox(1)',
    'data:text/html;base64,PHNjcmlwdD4=',
    'data:image/svg+xml;base64,PHN2Zz4=',
    'file:///etc/passwd',
  ])('makes no link to %s', address => {
    expect(markdown(`[сюда](${address})`)).not.toContain('<a');
    expect(markdown(`![сюда](${address})`)).not.toContain('<a');
    expect(markdown(`<${address}>`)).not.toContain('<a');
  });

  test('leads to the web and into the site without following or telling where from', () => {
    expect(markdown('[сайт](https://example.com/)')).toBe(
      '<p><a href="https://example.com/" rel="nofollow noopener noreferrer">сайт</a></p>\n',
    );
    expect(markdown('[тема](/forum/topics/3#reply-2)')).toContain('href="/forum/topics/3#reply-2"');
  });

  test('finds an address in plain words', () => {
    expect(markdown('Смотрите https://example.com/a_b_c.')).toBe(
      '<p>Смотрите <a href="https://example.com/a_b_c" rel="nofollow noopener noreferrer">https://example.com/a_b_c</a>.</p>\n',
    );
  });

  test('loads no picture: it becomes a link', () => {
    expect(markdown('![схема](https://example.com/a.png "план")')).toBe(
      '<p><a href="https://example.com/a.png" rel="nofollow noopener noreferrer">схема</a></p>\n',
    );
    expect(markdown('![](https://example.com/a.png)')).toContain('>https://example.com/a.png</a>');
    expect(markdown('[![схема](https://example.com/a.png)](https://example.com/)')).toBe(
      '<p><a href="https://example.com/" rel="nofollow noopener noreferrer">схема</a></p>\n',
    );
  });

  test.each([
    '<details open ontoggle=alert(1)>',
    '<svg/onload=alert(1)>',
    '<scr<script>ipt>alert(1)</scr</script>ipt>',
    '> - <iframe srcdoc="<script>alert(1)</script>">',
    '`<img src=x onerror=alert(1)>`',
    '```html\n<script>alert(1)</script>\n```',
    '```"><script>alert(1)</script>\ncode\n```',
    '[<img src=x onerror=alert(1)>](https://example.com)',
    '![<img src=x onerror=alert(1)>](https://example.com/a.png)',
    '[a](https://example.com ""onmouseover=alert(1) ")',
    '<https://example.com/"onmouseover="alert(1)>',
    '[сноска]: https://example.com/ "<script>alert(1)</script>"\n\n[сноска]',
    '| a |\n|---|\n| <script>alert(1)</script> |',
    '# <script>alert(1)</script>',
    '\u0000<script>alert(1)</script>',
  ])('runs nothing of %j', text => {
    const html = markdown(text);
    expect(html).not.toMatch(/<(script|iframe|svg|img|details|style|object)/i);
    expect(html.replace(/"[^"]*"/g, '""')).not.toMatch(/<[^>]*\son\w+\s*=/i);
  });

  test.each([
    '[a](javascript&colon;alert(1))',
    '[a](&#x6A;&#x61;vascript:alert(1))',
    '[a](\u0001javascript:alert(1))',
    '[a](java\tscript:alert(1))',
    '[a](  javascript:alert(1))',
    '[a](<javascript:alert(1)>)',
    '[a]: javascript:alert(1)\n\n[a]',
    '[a](data:text/html,<script>alert(1)</script>)',
    '[a](blob:https://example.com/1)',
    '[![a](javascript:alert(1))](javascript:alert(2))',
    'javascript:alert(1)',
  ])('leads to no script by %j', text => {
    expect(markdown(text)).not.toMatch(/href="\s*(javascript|data|blob|vbscript)/i);
  });

  test('keeps quotation marks of an address inside its attribute', () => {
    expect(markdown('![](https://example.com/"onmouseover="alert(1))')).not.toMatch(/"\s*onmouseover/);
    expect(markdown('[a](https://example.com/"onmouseover="alert(1))')).not.toMatch(/"\s*onmouseover/);
  });

  test('nests a quote in a quote', () => {
    expect(markdown('> > Внутри\n>\n> Снаружи\n\nОтвет')).toBe(
      '<blockquote>\n<blockquote>\n<p>Внутри</p>\n</blockquote>\n<p>Снаружи</p>\n</blockquote>\n<p>Ответ</p>\n',
    );
  });

  test('does not drown in quotes nested a thousand deep', () => {
    const html = markdown(`${'>'.repeat(1000)} глубоко`);
    expect(html.match(/<blockquote>/g)!.length).toBeLessThanOrEqual(100);
  });

  test('begins headings at the second level and ends at the sixth', () => {
    expect(markdown('# Первый\n\n###### Шестой')).toBe('<h2>Первый</h2>\n<h6>Шестой</h6>\n');
  });

  test('keeps line breaks, lists and emphasis', () => {
    expect(markdown('Раз\nдва')).toBe('<p>Раз<br>\nдва</p>\n');
    expect(markdown('- **жирно**\n- `код`')).toBe(
      '<ul>\n<li><strong>жирно</strong></li>\n<li><code>код</code></li>\n</ul>\n',
    );
  });

  test('lets the keyboard scroll a block of code', () => {
    const html = '<pre tabindex="0"><code>a &lt; b\n</code></pre>\n';
    expect(markdown('```\na < b\n```')).toBe(html);
    expect(markdown('    a < b\n')).toBe(html);
  });

  test('lets a wide table scroll by itself', () => {
    expect(markdown('|а|б|\n|-|-|\n|1|2|')).toMatch(
      /^<div class="table-wrap" tabindex="0"><table class="table">.*<\/table><\/div>/s,
    );
  });
});

test('a message shows the words without their markup', () => {
  expect(unmarked('**Важно:** см. [приказ](/board/3) и <b>5 < 6</b>')).toBe('Важно: см. приказ и <b>5 < 6</b>');
});

describe('somebody called by name', () => {
  test('stands as an unbroken name, in a link and in a heading too', () => {
    expect(markdown('Зовём @[Иванова Н. П.](person12) сюда')).toBe(
      '<p>Зовём <span class="mention">@Иванова\u00a0Н.\u00a0П.</span> сюда</p>\n',
    );
    expect(markdown('# @[Иванова Н. П.](person12)')).toContain('<h2><span class="mention">');
    expect(markdown('`@[Иванова Н. П.](person12)`')).toBe('<p><code>@[Иванова Н. П.](person12)</code></p>\n');
    expect(unmarked('**@[Иванова Н. П.](person12)**, да')).toBe('@Иванова Н. П., да');
  });

  test('is text, whatever the name holds', () => {
    expect(markdown('@[<b onclick="x">](person1)')).toBe(
      '<p><span class="mention">@&lt;b\u00a0onclick=&quot;x&quot;&gt;</span></p>\n',
    );
    expect(markdown('@[Имя](javascript:1)')).not.toContain('href');
  });
});
