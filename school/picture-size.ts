import { jpegSize } from './jpeg-size.ts';

/** In points, as a picture is shown. */
export interface PictureSize {
  width: number;
  height: number;
}

/**
 * The size of a whole picture: PNG, GIF and WebP end where they say they end, so nothing can hang on behind. Null for what is
 * none of that kind, is cut short, or has no points.
 */
export function pictureSize(type: string, content: Buffer): PictureSize | null {
  const size = Object.hasOwn(readers, type) ? readers[type]!(content) : null;
  return size && size.width > 0 && size.height > 0 ? size : null;
}

const readers: Record<string, (content: Buffer) => PictureSize | null> = {
  'image/png': pngSize,
  'image/gif': gifSize,
  'image/webp': webpSize,
  'image/jpeg': jpegSize,
};

/** A row of chunks: length, name, content, checksum; the first is IHDR, the last IEND. */
function pngSize(content: Buffer): PictureSize | null {
  if (text(content, 0, 8) !== '\x89PNG\r\n\x1a\n' || text(content, 12, 4) !== 'IHDR') return null;
  let at = 8;
  while (at + 12 <= content.length) {
    const isLast = text(content, at + 4, 4) === 'IEND';
    at += content.readUInt32BE(at) + 12;
    if (isLast) break;
  }
  if (at !== content.length || text(content, at - 8, 4) !== 'IEND') return null;
  return { width: content.readUInt32BE(16), height: content.readUInt32BE(20) };
}

/** A table of colours, then blocks each made of small parts, until a semicolon. */
function gifSize(content: Buffer): PictureSize | null {
  if (!/^GIF8[79]a$/.test(text(content, 0, 6)) || content.length < 14) return null;
  let at: number | null = 13 + coloursOf(content[10]!);
  let pictures = 0;
  while (at !== null && content[at] !== 0x3b) {
    if (content[at] === 0x2c) pictures += 1;
    at = afterBlock(content, at);
  }
  const rest = at === null ? [] : content.subarray(at + 1);
  if (at === null || pictures === 0 || rest.some(byte => byte !== 0)) return null;
  return { width: content.readUInt16LE(6), height: content.readUInt16LE(8) };
}

function afterBlock(content: Buffer, at: number): number | null {
  if (content[at] === 0x21) return afterParts(content, at + 2);
  if (content[at] !== 0x2c || at + 10 >= content.length) return null;
  return afterParts(content, at + 11 + coloursOf(content[at + 9]!));
}

function afterParts(content: Buffer, at: number): number | null {
  let next = at;
  while (next < content.length && content[next] !== 0) next += content[next]! + 1;
  return next < content.length ? next + 1 : null;
}

function coloursOf(flags: number): number {
  return flags & 0x80 ? 3 << ((flags & 7) + 1) : 0;
}

/** RIFF says how long it is; the size stands in the first chunk, in one of three ways. */
function webpSize(content: Buffer): PictureSize | null {
  if (content.length < 30 || text(content, 0, 4) !== 'RIFF' || text(content, 8, 4) !== 'WEBP') return null;
  if (content.readUInt32LE(4) + 8 !== content.length) return null;
  const kind = text(content, 12, 4);
  if (kind === 'VP8X') return { width: content.readUIntLE(24, 3) + 1, height: content.readUIntLE(27, 3) + 1 };
  if (kind === 'VP8 ') return { width: content.readUInt16LE(26) & 0x3fff, height: content.readUInt16LE(28) & 0x3fff };
  if (kind !== 'VP8L' || content[20] !== 0x2f) return null;
  const bits = content.readUInt32LE(21);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}

function text(content: Buffer, from: number, length: number): string {
  return content.toString('latin1', from, from + length);
}
