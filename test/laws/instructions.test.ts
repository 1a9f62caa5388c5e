import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { roles } from '#school/actor.ts';
import { filesOf, offences } from './tree.ts';

const root = join(import.meta.dirname, '../..');
const instructions = filesOf(/^docs\/instructions\/.*\.md$/);
const pictures = filesOf(/^docs\/pictures\/.*\.png$/).map(({ path }) => path.slice('docs/pictures/'.length));

describe('instructions', () => {
  it('has a page for every role', () => {
    const pages = instructions.map(({ path }) => path.slice('docs/instructions/'.length));
    expect(pages.toSorted()).toEqual(['README.md', ...roles.map(role => `${role}.md`)].toSorted());
  });

  it('calls buttons and pages by the words that stand on them', () => {
    const shown = filesOf(/^templates\/(pages|bot)\/.*\.hbs$/)
      .map(({ text }) => text)
      .join('\n');
    const named = instructions.flatMap(({ path, text }) =>
      [...text.matchAll(/\*\*([^*]+)\*\*/g)].map(([, words]) => ({ path, words: words! })),
    );
    expect(named.length).toBeGreaterThan(80);
    expect(named.filter(({ words }) => !words.endsWith('.') && !shown.includes(words))).toEqual([]);
  });

  it('leads only to pages and pictures that exist, and shows every picture small', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const led = instructions.flatMap(({ text }) => [...text.matchAll(/\]\(([^)]+)\)/g)].map(match => match[1]!));
    for (const address of led) expect(() => statSync(join(root, 'docs/instructions', address)), address).not.toThrow();
    for (const picture of pictures) {
      expect(statSync(join(root, 'docs/pictures', picture)).size, picture).toBeLessThan(150_000);
      expect(led.includes(`../pictures/${picture}`) || readme.includes(`docs/pictures/${picture}`), picture).toBe(true);
    }
  });

  it('speaks calmly, and quotes with «ёлочки»', () => {
    const spoken = instructions.map(({ path, text }) => ({ path, text: text.replaceAll('![', '[') }));
    expect(offences(spoken, /!|"/)).toEqual([]);
  });
});
