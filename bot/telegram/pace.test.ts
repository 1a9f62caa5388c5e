import { describe, expect, it } from 'vitest';
import { openPace } from './pace.ts';

/** A pace whose rests end when the test says so. */
function heldPace() {
  const rests: (() => void)[] = [];
  const rest = () => new Promise<void>(resolve => void rests.push(resolve));
  const turns: string[] = [];
  const pace = openPace({ allMs: 35, chatMs: 0, rest });
  return {
    turns,
    news: (chat: string) => void pace.news(chat).then(() => turns.push(chat)),
    answer: (chat: string) => void pace.answer().then(() => turns.push(`answer ${chat}`)),
    /** One rest is over, and what it lets through has gone. */
    passes: async () => {
      rests.shift()?.();
      await new Promise(setImmediate);
    },
  };
}

describe('the pace of Telegram', () => {
  it('lets the news go in their order, one at each turn', async () => {
    const { turns, news, passes } = heldPace();
    for (const chat of ['501', '502', '503']) news(chat);
    const after: number[] = [];
    for (let turn = 0; turn < 3; turn++) {
      await passes();
      after.push(turns.length);
    }
    expect([turns, after]).toEqual([
      ['501', '502', '503'],
      [1, 2, 3],
    ]);
  });

  it('lets an answer go at the very next turn, though hundreds stand there with news', async () => {
    const { turns, news, answer, passes } = heldPace();
    const families = Array.from({ length: 300 }, (_, n) => String(n));
    for (const chat of families) news(chat);
    await passes();
    const before = turns.length;
    answer('501');
    await passes();
    await passes();
    expect(turns.slice(before, before + 2)).toEqual(['answer 501', String(before)]);
  });

  it('lets answers go in their order too, and no faster than all the rest', async () => {
    const { turns, answer, passes } = heldPace();
    for (const chat of ['501', '502', '503']) answer(chat);
    await new Promise(setImmediate);
    expect(turns).toEqual(['answer 501']);
    for (let turn = 0; turn < 2; turn++) await passes();
    expect(turns).toEqual(['answer 501', 'answer 502', 'answer 503']);
  });
});
