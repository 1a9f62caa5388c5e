import { describe, expect, it } from 'vitest';
import { filesOf, isTest } from './tree.ts';

const code = filesOf(/\.ts$/).filter(({ path }) => !isTest(path));
const sentences = filesOf(/^templates\/refusals\/.*\.hbs$/).map(({ path }) => path.slice(19, -4));

const named = /(?:new Refusal\(\s*'[a-z-]+',|\binvalid\()\s*'([\w/-]+)'/g;
const permitted = /\bpermit\(\s*\w+,\s*'(\w+)'/g;

describe('refusals', () => {
  it('has a sentence for every reason the code names', () => {
    const reasons = code.flatMap(({ text }) => [
      ...[...text.matchAll(named)].map(match => match[1]!),
      ...[...text.matchAll(permitted)].map(match => `not-allowed/${match[1]}`),
    ]);
    expect(reasons.length).toBeGreaterThan(10);
    expect([...new Set(reasons)].filter(reason => !sentences.includes(reason))).toEqual([]);
  });

  it('keeps no sentence that no code says', () => {
    const all = code.map(({ text }) => text).join('\n');
    const unsaid = sentences.filter(reason => {
      const last = reason.replace(/^not-allowed\//, '');
      return (
        !all.includes(`'${reason}'`) &&
        !all.includes(`refusals/${reason}'`) &&
        !all.includes(`'${last}'`) &&
        !all.includes(` ${last}:`)
      );
    });
    expect(unsaid).toEqual([]);
  });
});
