import { crc32, deflateSync } from 'node:zlib';
import type { SampleFile } from './stored-files.ts';

const cards = `Карточки по дробям, 5 класс

Уровень 1
1. Сравните: 1/2 и 1/4; 3/4 и 1/2.
2. Сложите: 1/4 + 1/4; 1/2 + 1/4.

Уровень 2
3. Сравните: 2/3 и 3/5; 5/6 и 7/9.
4. Сложите: 1/3 + 1/6; 2/5 + 3/10.

Уровень 3
5. Расставьте по порядку: 7/12, 5/9, 11/18, 2/3.
`;

/** A file of the sample forum, by its name. */
export function forumFile(name: string): SampleFile {
  return name.endsWith('.png') ? { name, type: 'image/png', bytes: queuePicture() } : { name, text: cards };
}

export const queuePictureSize = { width: 640, height: 360 };

// Children in the queue, day by day: two weeks before and two after.
const queue = [62, 71, 66, 74, 69, 70, 64, 73, 68, 72, 41, 37, 33, 35, 30, 28, 31, 27, 29, 26];
const colours = { paper: [250, 249, 245], line: [190, 194, 188], before: [196, 110, 72], after: [44, 122, 98] };

/** A chart of bars without a word in it: it reads the same on every screen. */
function queuePicture(): Buffer {
  const { width, height } = queuePictureSize;
  const rows = Array.from({ length: height }, (_, y) =>
    Buffer.from([0, ...Array.from({ length: width }, (_, x) => colourAt(x, y))]),
  );
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // Eight bits a point, of a palette.
  head.set([8, 3], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('PLTE', Buffer.from(Object.values(colours).flat())),
    chunk('IDAT', deflateSync(Buffer.concat(rows), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function colourAt(x: number, y: number): number {
  const [paper, line, before, after] = [0, 1, 2, 3];
  const bar = Math.floor((x - 20) / 30);
  const isBar = x >= 20 && x < 620 && (x - 20) % 30 >= 6 && y < 330 && y >= 330 - (queue[bar] ?? 0) * 4;
  if (isBar) return bar < 10 ? before : after;
  return y >= 330 && y < 333 ? line : paper;
}

function chunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), content]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(content.length, 0);
  frame.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([frame.subarray(0, 4), named, frame.subarray(4)]);
}
