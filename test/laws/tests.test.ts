import { describe, expect, it } from 'vitest';
import { filesOf, offences } from './tree.ts';

describe('tests', () => {
  const tests = filesOf(/\.test\.ts$/).filter(({ path }) => path !== 'test/laws/tests.test.ts');

  it('skips, repeats and sleeps nowhere', () => {
    expect(
      offences(tests, /\b(it|test|describe)\.(skip|only|todo|runIf|skipIf|fails)\b|\bretry:|\bsleep\(|waitForTimeout/),
    ).toEqual([]);
    expect(offences(tests, /await new Promise\(\w+ => setTimeout\(|timers\/promises/)).toEqual([]);
  });

  it('measures time nowhere: that is the benchmark’s, tests assert counts', () => {
    expect(offences(tests, /performance\.now\(|hrtime|toBeLessThan\(\d+_?\d*\).*\bms\b/)).toEqual([]);
  });

  it('has files that replace a library alone in their process: the others share theirs', () => {
    const replacing = tests
      .filter(({ text }) => /\bvi\.(mock|stubGlobal|stubEnv|useFakeTimers)\(/.test(text))
      .map(({ path }) => path);
    const [config] = filesOf(/^vitest\.config\.ts$/);
    const [, alone] = /^const alone = (\[[^\]]*\]);$/m.exec(config!.text)!;
    expect(JSON.parse(alone!.replaceAll("'", '"'))).toEqual(replacing);
  });

  it('checks something in every file', () => {
    expect(
      tests.filter(({ text }) => !/\bexpect[.(]|\bassert\b|\.toBe|fc\.assert|law\(/.test(text)).map(({ path }) => path),
    ).toEqual([]);
  });
});
