import fc from 'fast-check';
import type { MessageEntity } from 'grammy/types';
import { describe, expect, it } from 'vitest';
import { markdown, unmarked } from '#templates/markdown.ts';
import { markdownOf } from './markdown-of.ts';

type Kind = 'bold' | 'italic' | 'strikethrough' | 'code' | 'pre' | 'blockquote' | 'url' | 'underline';
const mark = (type: Kind, text: string, words: string): MessageEntity =>
  ({ type, offset: text.indexOf(words), length: words.length }) as MessageEntity;

describe('what was said in Telegram, as Markdown', () => {
  it('keeps what stands out', () => {
    const text = 'Завтра важный совет в 15:00, не опаздывать';
    const entities = [mark('bold', text, 'важный совет'), mark('italic', text, 'совет'), mark('code', text, '15:00')];
    expect(markdownOf(text, entities)).toBe('Завтра **важный *совет*** в `15:00`, не опаздывать');
  });

  it('lets no word become a sign', () => {
    const text = '# 5*3 = 15_баллов [тут](там) <b> @[Чужой](person1)\n1. раз\n- два\n> три';
    expect(unmarked(markdownOf(text)).replaceAll('\n\n', '\n')).toBe(text);
    expect(markdown(markdownOf(text))).not.toMatch(/<h|<ol|<ul|<blockquote|<a |<em|mention/);
  });

  it('quotes, fences and links', () => {
    const text = 'Как сказано:\nсбор в 9\nСхема:\na < b\nhttps://example.com/a_b_c';
    const entities = [
      mark('blockquote', text, 'сбор в 9'),
      mark('pre', text, 'a < b'),
      mark('url', text, 'https://example.com/a_b_c'),
    ];
    expect(markdownOf(text, entities)).toBe(
      'Как сказано:\n\n> сбор в 9\n\nСхема:\n\n```\na < b\n```\n\nhttps://example.com/a_b_c',
    );
  });

  it('marks each line of what stands out over several, and lets blanks stand outside', () => {
    const text = 'раз \n\n два';
    expect(markdownOf(text, [{ type: 'bold', offset: 0, length: text.length }])).toBe('**раз** \n\n**два**');
  });

  it('loses no letter of plain words, whatever they are', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'абв*_`[]()<>#+-=.!~|&\\1@/:"'), minLength: 1, maxLength: 40 }),
        words => {
          expect(unmarked(markdownOf(`я${words}`))).toBe(`я${words}`.trim());
        },
      ),
    );
  });
});
