import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesOf } from './tree.ts';

const root = join(import.meta.dirname, '../..');
const list = readFileSync(join(root, 'journal/reports/list.ts'), 'utf8');
const names = [...list.matchAll(/^\s+of(?:School|Class|Course|Teacher)\('([a-z-]+)'/gm)].map(match => match[1]!);
const pages = filesOf(/^docs\/reports\/.*\.md$/).filter(({ path }) => !/\/(README|figures)\.md$/.test(path));
const index = readFileSync(join(root, 'docs/reports/README.md'), 'utf8');
const tests = filesOf(/\.test\.ts$/);

/** The page of docs/reports that speaks of the report. */
const pageOf = (name: string) => pages.find(({ text }) => new RegExp(`/reports/${name}[\`?]`).test(text));
const sizeOf = (path: string) => statSync(join(root, 'docs/reports', path), { throwIfNoEntry: false })?.size ?? 0;
const picturesOf = (text: string) => [...text.matchAll(/!\[[^\]]+\]\(([^)]+\.png)\)/g)].map(match => match[1]!);

describe('every report', () => {
  it('is in the list', () => {
    expect(names.length).toBeGreaterThan(20);
  });

  it('has a page in docs/reports, with a picture', () => {
    expect(names.filter(name => !pageOf(name))).toEqual([]);
    expect(pages.filter(({ text }) => picturesOf(text).length === 0).map(({ path }) => path)).toEqual([]);
  });

  it('has a test that asks for it, named on its page', () => {
    const asked = (name: string) =>
      tests.filter(({ text }) => text.includes('runReport') && text.includes(`'${name}'`));
    const unnamed = names.filter(name => {
      const page = pageOf(name);
      return !asked(name).some(({ path }) => path.startsWith('journal/reports/') && page?.text.includes(path));
    });
    expect(unnamed).toEqual([]);
  });

  it('stands in the table of them all', () => {
    const missing = names.filter(name => {
      const file = pageOf(name)?.path.slice('docs/reports/'.length);
      return !file || !index.includes(`](${file})`);
    });
    expect(missing).toEqual([]);
  });
});

describe('the pages of the reports', () => {
  it('lead to files that exist', () => {
    const named = pages.flatMap(({ path, text }) =>
      [...text.matchAll(/`((?:journal|templates|school)\/[^`*]+\.(?:ts|hbs))`/g)].map(match => [path, match[1]!]),
    );
    expect(named.length).toBeGreaterThan(40);
    expect(named.filter(([, file]) => !statSync(join(root, file!), { throwIfNoEntry: false }))).toEqual([]);
  });

  it('show small pictures, each of which is on a page', () => {
    const shown = new Set(pages.flatMap(({ text }) => picturesOf(text)));
    for (const picture of shown) {
      expect(sizeOf(picture), picture).toBeGreaterThan(0);
      expect(sizeOf(picture), picture).toBeLessThan(150_000);
    }
    const there = filesOf(/^docs\/reports\/.*\.png$/).map(({ path }) => path.slice('docs/reports/'.length));
    expect(there.filter(picture => !shown.has(picture))).toEqual([]);
  });
});
