import type { PictureSize } from './picture-size.ts';

/**
 * The size of a JPEG as it is shown: telephones lay a picture on its side and say so in a note. What hangs on behind its end is
 * let be, for telephones put more of their own there. Null for what is none.
 */
export function jpegSize(content: Buffer): PictureSize | null {
  if (content.length < 4 || content.readUInt16BE(0) !== 0xffd8) return null;
  let at = 2;
  let isTurned = false;
  let size: PictureSize | null = null;
  while (at + 9 < content.length && content[at] === 0xff) {
    const marker = content[at + 1]!;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === pixels) return content.includes(theEnd, at) ? turned(size, isTurned) : null;
    if (marker === note) isTurned ||= isOnItsSide(content.subarray(at + 4, at + 2 + content.readUInt16BE(at + 2)));
    if (isFrame(marker)) size = { width: content.readUInt16BE(at + 7), height: content.readUInt16BE(at + 5) };
    at += 2 + content.readUInt16BE(at + 2);
  }
  return null;
}

const note = 0xe1;
const pixels = 0xda;
const theEnd = Buffer.from([0xff, 0xd9]);

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

function turned(size: PictureSize | null, isTurned: boolean): PictureSize | null {
  return size && isTurned ? { width: size.height, height: size.width } : size;
}

/** Whether the Exif note names one of the four orientations in which width and height change places. */
function isOnItsSide(exif: Buffer): boolean {
  if (exif.length < 22 || exif.toString('latin1', 0, 6) !== 'Exif\0\0') return false;
  const isLittle = exif.toString('latin1', 6, 8) === 'II';
  const short = (at: number) => (isLittle ? exif.readUInt16LE(at) : exif.readUInt16BE(at));
  const first = 6 + (isLittle ? exif.readUInt32LE(10) : exif.readUInt32BE(10));
  if (first + 2 > exif.length) return false;
  const entries = Math.min(short(first), Math.floor((exif.length - first - 2) / 12));
  for (let entry = 0; entry < entries; entry++) {
    const at = first + 2 + entry * 12;
    if (short(at) === orientation) return short(at + 8) >= 5 && short(at + 8) <= 8;
  }
  return false;
}

const orientation = 0x0112;
