import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesOf } from './tree.ts';

/** What the regulation asks for, clause by clause. */
const clauses = [
  ...['1.2a', '1.2b', '1.2c', '1.2d', '1.2e', '1.2f', '1.2g', '1.3', '1.5', '1.6'],
  ...['2.1', '2.2.1', '2.2.2', '2.2.3', '2.3', '2.4', '2.5', '2.6'],
  ...['3.1a', '3.1b', '3.2a', '3.2b', '3.2c', '3.2d', '3.2e', '3.2f', '3.2g', '3.2h', '3.3', '3.4'],
  ...['4.1', '4.2a', '4.2b', '4.2c', '4.2d', '5.1', '5.2a', '5.2b', '5.2c', '6.1a', '6.1b', '6.2'],
  ...['7a', '7b', '7c', '7d', '7e', '8.1', '8.2'],
];

const rows = readFileSync(join(import.meta.dirname, '../../docs/clauses.md'), 'utf8')
  .split('\n')
  .filter(line => /^\| \d/.test(line))
  .map(line => {
    const [id, works, where, tests] = line.slice(2, -2).split(' | ');
    return { id: id!, works, where, tests: [...(tests ?? '').matchAll(/`([^`]+)`/g)].map(match => match[1]!) };
  });

describe('the table of clauses', () => {
  it('names clauses of the regulation, each once, in their order', () => {
    expect(rows.map(({ id }) => id)).toEqual(clauses.filter(clause => rows.some(({ id }) => id === clause)));
    expect(rows.length).toBeGreaterThan(25);
  });

  it('says of each what works, where, and which tests prove it', () => {
    expect(rows.filter(({ works, where, tests }) => !works || !where || tests.length === 0)).toEqual([]);
  });

  it('names tests that exist', () => {
    const existing = new Set(filesOf(/\.test\.ts$/).map(({ path }) => path));
    const missing = rows.flatMap(({ id, tests }) => tests.filter(path => !existing.has(path)).map(path => [id, path]));
    expect(missing).toEqual([]);
  });
});
