import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesOf, isTest } from './tree.ts';

const doors = ['bot', 'api', 'jobs'];
const rooms = ['journal', 'forum', 'board'];

/** Which places a file of a place may import from (design: «Floors»); `main.ts` and scripts know everyone. */
const reach: Record<string, string[]> = {
  ...Object.fromEntries(doors.map(door => [door, [door, 'school', ...rooms, 'templates']])),
  ...Object.fromEntries(rooms.map(room => [room, [room, 'school', 'db']])),
  school: ['school', 'db'],
  templates: ['templates'],
  db: ['db'],
};

const imported = /(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g;

function importsOf(file: { path: string; text: string }): { path: string; written: string }[] {
  return [...file.text.matchAll(imported)].flatMap(([, written]) => {
    if (written!.startsWith('#')) return [{ path: written!.slice(1), written: written! }];
    if (written!.startsWith('.')) return [{ path: normalize(join(dirname(file.path), written!)), written: written! }];
    return [];
  });
}

describe('floors', () => {
  const sources = filesOf(/^(bot|api|jobs|journal|forum|board|school|templates|db)\/.*\.ts$/).filter(
    file => !isTest(file.path),
  );

  it('reads the imports of a house that stands', () => {
    expect(sources.length).toBeGreaterThan(50);
  });

  it('lets doors see rooms and templates, rooms see the school and the ground, the ground nobody', () => {
    const wrong = sources.flatMap(file =>
      importsOf(file)
        .filter(({ path }) => !reach[file.path.split('/')[0]!]!.includes(path.split('/')[0]!))
        .map(({ written }) => `${file.path} imports ${written}`),
    );
    expect(wrong).toEqual([]);
  });

  it('writes #room/file.ts when leaving a room and ./ when staying', () => {
    const wrong = sources.flatMap(file =>
      importsOf(file)
        .filter(({ path, written }) => (path.split('/')[0] === file.path.split('/')[0]) === written.startsWith('#'))
        .map(({ written }) => `${file.path} imports ${written}`),
    );
    expect(wrong).toEqual([]);
  });
});
