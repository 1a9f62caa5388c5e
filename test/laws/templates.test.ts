import Handlebars from 'handlebars';
import { describe, expect, it } from 'vitest';
import { wordingHelpers } from '#templates/wording.ts';
import { filesOf, isTest } from './tree.ts';

const templates = filesOf(/^templates\/.*\.hbs$/);
const code = filesOf(/\.ts$/)
  .filter(({ path }) => !isTest(path))
  .map(({ text }) => text)
  .join('\n');

describe('templates', () => {
  it('compiles every one', () => {
    expect(templates.length).toBeGreaterThan(20);
    for (const { path, text } of templates)
      expect(() => Handlebars.precompile(text, { strict: true }), path).not.toThrow();
  });

  it('prints no property that a helper’s name hides', () => {
    const helpers = wordingHelpers({ timeZone: 'Europe/Moscow', now: () => new Date(0) }) as Record<string, unknown>;
    const bare = /\{\{\{?~?([a-zA-Z]\w*)~?\}?\}\}/g;
    const hidden = templates.flatMap(({ path, text }) =>
      [...text.matchAll(bare)]
        .map(match => match[1]!)
        // Handlebars hands its options last to every helper: one that wants a value first cannot be called bare.
        .filter(name => typeof helpers[name] === 'function' && (helpers[name] as () => void).length > 0)
        // A new row of buttons, in what a messenger shows.
        .filter(name => name !== 'row' || !/^templates\/(bot|notices)\//.test(path))
        .map(name => `${path}: {{${name}}} is a helper; the property is {{this.${name}}}`),
    );
    expect(hidden).toEqual([]);
  });

  it('holds no page that no code shows', () => {
    const names = templates
      .map(({ path }) => path.slice(10, -4))
      .filter(name => /^pages\/(?!partials\/|layout$)/.test(name));
    expect(names.filter(name => !code.includes(`'${name.slice(6)}'`) && !code.includes(`'${name}'`))).toEqual([]);
  });

  it('holds no partial that no template calls', () => {
    const all = templates.map(({ text }) => text).join('\n');
    const partials = templates.flatMap(({ path }) => {
      const found = /^templates\/(pages|bot)\/partials\/(.+)\.hbs$/.exec(path);
      return found ? [found[1] === 'bot' ? `bot-${found[2]}` : found[2]!] : [];
    });
    expect(partials.filter(name => !new RegExp(`\\{\\{~?#?> ?${name}[\\s}]`).test(all))).toEqual([]);
  });

  it('words every kind of notice that rooms tell, and no other', () => {
    const told = [...code.matchAll(/\.tell\([\s\S]{0,200}?kind: '([\w-]+)'/g)].map(match => match[1]!);
    const worded = templates.flatMap(({ path }) => /^templates\/notices\/([\w-]+)\.hbs$/.exec(path)?.[1] ?? []);
    expect([...new Set(told)].filter(kind => !worded.includes(kind))).toEqual([]);
    expect(worded.filter(kind => !code.includes(`'${kind}'`))).toEqual([]);
  });

  it('puts no style and no script into a page', () => {
    const pages = templates.filter(({ path }) => path.startsWith('templates/pages/'));
    expect(
      pages.filter(({ text }) => / style="|<style|<script(?![^>]* src=)|\son\w+="/.test(text)).map(({ path }) => path),
    ).toEqual([]);
  });
});
