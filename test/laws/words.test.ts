import { describe, expect, it } from 'vitest';
import { filesOf, isTest, offences } from './tree.ts';

describe('words', () => {
  it('keeps Russian text out of code: it stands in templates', () => {
    const code = filesOf(/\.(ts|mjs|js)$/).filter(({ path }) => !isTest(path) && !path.startsWith('db/sample/'));
    const withoutComments = code.map(({ path, text }) => ({
      path,
      text: text.replace(/\/\*[\s\S]*?\*\//g, comment => comment.replace(/[^\n]/g, '')).replace(/(^|\s)\/\/.*$/gm, ''),
    }));
    expect(offences(withoutComments, /[а-яё]/i)).toEqual([]);
  });

  it('shouts at nobody', () => {
    const templates = filesOf(/^templates\/.*\.hbs$/);
    const spoken = templates.map(({ path, text }) => ({
      path,
      text: text.replace(/\{\{!--[\s\S]*?--\}\}|<!\w+|\{\{!/g, ''),
    }));
    expect(offences(spoken, /!/)).toEqual([]);
  });

  it('quotes with «ёлочки» in Russian sentences', () => {
    const templates = filesOf(/^templates\/.*\.hbs$/);
    const sentences = templates.map(({ path, text }) => ({
      path,
      text: text.replace(/\{\{[\s\S]*?\}\}/g, '').replace(/<[^>]*>/g, ''),
    }));
    expect(offences(sentences, /"[^"]*[а-яё][^"]*"/i)).toEqual([]);
  });

  it('asks nothing of another host in any page, style or browser module', () => {
    const pages = filesOf(/^(templates\/pages\/.*\.hbs|api\/public\/.*\.(css|js|svg))$/);
    expect(
      offences(pages, /(?:src|href|action|url|fetch|import)\s*[=(]\s*["'`]?\s*(?:https?:)?\/\/(?!t\.me\/)/i),
    ).toEqual([]);
  });
});
