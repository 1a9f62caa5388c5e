import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitScreen } from './split-screen.ts';

const buttons = [[{ label: 'Меню', button: 'start' }]];
const split = (text: string) => splitScreen({ text, buttons });

describe('a screen too long for one message', () => {
  it('stays whole up to 4000 characters', () => {
    const text = `${'а'.repeat(1999)}\n\n${'б'.repeat(1999)}`;
    expect(split(text)).toEqual([{ text, buttons }]);
  });

  it('is cut between lines, its buttons under the last part', () => {
    const [one, two, three] = ['а'.repeat(2500), 'б'.repeat(1400), 'в'.repeat(200)];
    expect(split(`${one}\n${two}\n${three}`)).toEqual([
      { text: `${one}\n${two}`, buttons: [] },
      { text: three, buttons },
    ]);
  });

  it('leaves no message of empty lines', () => {
    const full = 'а'.repeat(4000);
    expect(split(`${full}\n\n\n`)).toEqual([{ text: full, buttons }]);
    expect(split(`\n\n${full}\n\n${full}`)).toEqual([
      { text: full, buttons: [] },
      { text: full, buttons },
    ]);
  });

  it('is our fault when it has no words', () => {
    expect(() => split('\n \n')).toThrow('without words');
  });

  it('cuts a line without end as plain text, neither within a letter’s entity nor within an emoji', () => {
    expect(split(`<b>${'а'.repeat(4001)}</b>`).map(({ text }) => text.length)).toEqual([4000, 1]);
    expect(split(`${'а'.repeat(3998)}&amp;${'б'.repeat(10)}`)[1]!.text).toBe(`&amp;${'б'.repeat(10)}`);
    expect(split(`${'а'.repeat(3999)}👍`)[1]!.text).toBe('👍');
  });

  it('loses no line and keeps the limit, whatever the lines are', () => {
    const line = fc.oneof(
      fc.constant(''),
      fc.integer({ min: 1, max: 3000 }).map(length => 'я'.repeat(length)),
    );
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 12 }), lines => {
        const parts = split(['Отметки', ...lines].join('\n')).map(({ text }) => text);
        expect(parts.every(part => part.length > 0 && part.length <= 4000)).toBe(true);
        expect(parts.join('\n').split('\n').filter(Boolean)).toEqual(['Отметки', ...lines.filter(Boolean)]);
      }),
      { numRuns: 100 },
    );
  });
});
