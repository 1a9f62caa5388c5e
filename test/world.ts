import { createHash } from 'node:crypto';
import type { World } from '#school/world.ts';

/** A clock that stands until the test moves it, and chance that repeats itself. */
export interface TestWorld extends World {
  set(moment: string): void;
  /** Moves the clock on by so many ms. */
  pass(ms: number): void;
}

/** A world standing at an ISO moment. */
export function testWorld(moment: string): TestWorld {
  let now = new Date(moment).getTime();
  let drawn = 0;
  return {
    now: () => new Date(now),
    set: later => {
      now = new Date(later).getTime();
    },
    pass: ms => {
      now += ms;
    },
    random: size => {
      const blocks: Buffer[] = [];
      for (let length = 0; length < size; length += 32) {
        blocks.push(createHash('sha256').update(`chance ${drawn++}`).digest());
      }
      return Buffer.concat(blocks).subarray(0, size);
    },
  };
}
