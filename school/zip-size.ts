import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import { type ZipEntry, zipDirectory } from './zip-entries.ts';

const unpack = promisify(inflateRaw);

/**
 * Whether the archive unpacks to no more than so many bytes in all: by the promise of its directory first, then by
 * unpacking with the limit, since a directory can lie. False also for what is no archive or doesn't unpack.
 */
export async function unpacksWithin(content: Buffer, mostBytes: number): Promise<boolean> {
  const entries = zipDirectory(content);
  if (!entries || entries.reduce((sum, { size }) => sum + size, 0) > mostBytes) return false;
  let left = mostBytes;
  for (const entry of entries) {
    const size = await sizeOf(entry, left);
    if (size === undefined || size > left) return false;
    left -= size;
  }
  return true;
}

/** Nothing for too many bytes, and for what is not packed as it says: either way nobody reads it further. */
async function sizeOf({ isPacked, bytes }: ZipEntry, left: number): Promise<number | undefined> {
  if (!isPacked) return bytes.length;
  return unpack(bytes, { maxOutputLength: Math.max(1, left) }).then(
    unpacked => unpacked.length,
    () => undefined,
  );
}
