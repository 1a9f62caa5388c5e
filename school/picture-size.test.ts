import { describe, expect, test } from 'vitest';
import { gif, jpegOf, pdf, pngOf, webp } from '#test/files.ts';
import { pictureSize } from './picture-size.ts';

describe('the size of a picture', () => {
  test.each([
    ['image/png', pngOf(640, 3), { width: 640, height: 3 }],
    ['image/gif', gif, { width: 1, height: 1 }],
    ['image/webp', webp, { width: 1, height: 1 }],
    ['image/jpeg', jpegOf(), { width: 3, height: 2 }],
  ])('%s stands in its first bytes', (type, content, size) => {
    expect(pictureSize(type, content)).toEqual(size);
  });

  test('of a photograph taken upright is as it is shown', () => {
    expect(pictureSize('image/jpeg', jpegOf({ turned: true }))).toEqual({ width: 2, height: 3 });
  });

  test('of a large WebP, packed without loss or of several parts, is read as well', () => {
    const lossless = Buffer.from('UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==', 'base64');
    expect(pictureSize('image/webp', lossless)).toEqual({ width: 1, height: 1 });
    const extended = Buffer.alloc(30);
    extended.write('RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0', 'latin1');
    extended.writeUIntLE(1919, 24, 3);
    extended.writeUIntLE(1079, 27, 3);
    expect(pictureSize('image/webp', extended)).toEqual({ width: 1920, height: 1080 });
  });

  test('is none of what is no picture, of no points, or of another kind than is said', () => {
    expect(pictureSize('image/png', pdf)).toBe(null);
    expect(pictureSize('image/png', pngOf(0, 0))).toBe(null);
    expect(pictureSize('image/gif', pngOf())).toBe(null);
    expect(pictureSize('application/pdf', pdf)).toBe(null);
    for (const type of ['image/png', 'image/gif', 'image/webp', 'image/jpeg'])
      expect(pictureSize(type, Buffer.alloc(0))).toBe(null);
  });

  test('is looked for in every cut of a picture without a fall', () => {
    const whole = {
      'image/png': pngOf(2, 2),
      'image/gif': gif,
      'image/webp': webp,
      'image/jpeg': jpegOf({ turned: true }),
    };
    for (const [type, content] of Object.entries(whole))
      for (let length = 0; length < content.length; length++)
        expect(pictureSize(type, content.subarray(0, length)), `${type} ${length}`).toBe(null);
  });
});
