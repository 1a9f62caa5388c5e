import { expect, test } from 'vitest';
import { paragraphs } from './paragraphs.ts';

test('an order keeps its points as typed, whatever they would mean in Markdown', () => {
  expect(paragraphs('ПРИКАЗЫВАЮ:\n1. Назначить.\n1.1. Довести.\n\n# 2. Контроль *оставляю* за собой.')).toBe(
    '<p>ПРИКАЗЫВАЮ:<br>\n1. Назначить.<br>\n1.1. Довести.</p>\n<p># 2. Контроль *оставляю* за собой.</p>\n',
  );
});

test('a script is shown as text', () => {
  expect(paragraphs('<script>alert(1)</script> & <b>')).toBe(
    '<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;</p>\n',
  );
});

test('an address becomes a link that is not followed, other schemes do not', () => {
  expect(paragraphs('Подключение: https://example.com/a?b=1.')).toBe(
    '<p>Подключение: <a href="https://example.com/a?b=1" rel="nofollow noopener noreferrer">https://example.com/a?b=1</a>.</p>\n',
  );
  expect(paragraphs('javascript:alert(1) [тут](javascript:alert(1)) data:text/html,x')).not.toContain('<a');
});

test('lines indented with spaces stay lines of a paragraph', () => {
  expect(paragraphs('    Директор\n    Соколова Е. В.')).toBe('<p>Директор<br>\nСоколова Е. В.</p>\n');
});
