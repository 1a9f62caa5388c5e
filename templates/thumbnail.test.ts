import { expect, test } from 'vitest';
import { thumbnail } from './thumbnail.ts';

test.each([
  [640, 480, 320, 240],
  [4000, 1000, 320, 80],
  [1000, 4000, 60, 240],
  [100, 50, 100, 50],
  [20_000, 1, 320, 1],
])('a picture of %i by %i points stands as %i by %i', (width, height, shownWidth, shownHeight) => {
  expect(thumbnail({ width, height })).toEqual({ width: shownWidth, height: shownHeight });
});
