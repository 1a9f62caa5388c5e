import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { readWord } from '#forum/announce.ts';
import { openLive } from './live.ts';

/** What a browser has read so far of its open answer. */
function browser() {
  const answer = new PassThrough() as PassThrough & { writeHead(): void };
  answer.writeHead = () => {};
  const read: string[] = [];
  answer.on('data', chunk => read.push(String(chunk)));
  return {
    answer: answer as never,
    looks: () => read.join('').split('event: look').length - 1,
    heard: () => [...read.join('').matchAll(/event: changed\ndata: (\d+)/g)].map(([, id]) => id),
    end: () => answer.destroy(),
  };
}
const settle = () => new Promise(resolve => setImmediate(resolve));

describe('who has a topic open', () => {
  test('hears of its replies, and of no other topic', async () => {
    const live = openLive();
    const [ivanova, volkov] = [browser(), browser()];
    live.follow(1, 10, ivanova.answer);
    live.follow(2, 20, volkov.answer);
    live.hear({ topicId: 1 });
    live.hear({ topicId: 1 });
    await settle();
    expect([ivanova.looks(), volkov.looks()]).toEqual([2, 0]);
    live.everybody();
    await settle();
    expect([ivanova.looks(), volkov.looks()]).toEqual([3, 1]);
    live.close();
  });

  test('hears which of its replies looks different now', async () => {
    const live = openLive();
    const [ivanova, volkov] = [browser(), browser()];
    live.follow(1, 10, ivanova.answer);
    live.follow(2, 20, volkov.answer);
    live.hear(readWord('1 7'));
    await settle();
    expect([ivanova.heard(), volkov.heard()]).toEqual([['7'], []]);
    expect(ivanova.looks()).toBe(0);
    live.close();
  });

  test('is forgotten when the browser goes', async () => {
    const live = openLive();
    const ivanova = browser();
    live.follow(1, 10, ivanova.answer);
    expect(live.count()).toBe(1);
    ivanova.end();
    await settle();
    expect(live.count()).toBe(0);
    live.close();
  });

  test('may have ten pages open, one person; another is not held up by that', () => {
    const live = openLive();
    for (let page = 0; page < 10; page++) {
      live.checkRoom(10);
      live.follow(1, 10, browser().answer);
    }
    expect(() => live.checkRoom(10)).toThrow(expect.objectContaining({ kind: 'too-many', reason: 'too-many-open' }));
    live.checkRoom(20);
    live.close();
  });
});
