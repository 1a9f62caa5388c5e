import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { BadArchive } from './bad-archive.ts';

/**
 * The comment at the end of the ZIP: its last 64 characters are the SHA-256 of every byte before them. So a file that is cut off,
 * or has one byte changed anywhere, is known for what it is before anything in it is believed.
 */
export const sealComment = `zvonok sha256 ${'0'.repeat(64)}`;
const sealLength = 64;

/** The ending of a file that is not whole yet. */
export const unfinished = '.part';

/**
 * Writes the bytes under another name, seals them, waits for the disk, and only then gives the file its name: whoever finds the
 * name finds a whole archive. What fails leaves nothing behind. Gives the size in bytes.
 */
export async function writeSealed(path: string, bytes: AsyncIterable<Buffer>): Promise<number> {
  await mkdir(dirname(path), { recursive: true });
  const part = join(dirname(path), `.${basename(path)}${unfinished}`);
  const file = await open(part, 'w', 0o600);
  try {
    const size = await writeAndSeal(file, bytes);
    await file.sync();
    await file.close();
    await rename(part, path);
    await syncFolder(dirname(path));
    return size;
  } catch (error) {
    await file.close().catch(() => {});
    await rm(part, { force: true });
    throw error;
  }
}

/** Refuses a file whose seal does not fit. */
export async function checkSeal(path: string): Promise<void> {
  const { size } = await fileSize(path);
  if (size < sealComment.length) throw torn();
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { end: size - sealLength - 1 })) hash.update(chunk);
  let seal = '';
  for await (const chunk of createReadStream(path, { start: size - sealLength })) seal += chunk;
  if (seal !== hash.digest('hex')) throw torn();
}

async function writeAndSeal(file: Awaited<ReturnType<typeof open>>, bytes: AsyncIterable<Buffer>): Promise<number> {
  const hash = createHash('sha256');
  let size = 0;
  let held: Buffer = Buffer.alloc(0);
  for await (const chunk of bytes) {
    // The last bytes are the place of the seal; which ones are the last is known at the end.
    const known = Buffer.concat([held, chunk]);
    const cut = Math.max(0, known.length - sealLength);
    held = known.subarray(cut);
    hash.update(known.subarray(0, cut));
    await file.appendFile(known.subarray(0, cut));
    size += cut;
  }
  await file.appendFile(hash.digest('hex'));
  return size + sealLength;
}

async function fileSize(path: string): Promise<{ size: number }> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw new BadArchive(
      'no-file',
      `${path} cannot be read: ${error.code === 'ENOENT' ? 'there is no such file' : error.code}.`,
    );
  });
  const { size } = await file.stat();
  await file.close();
  return { size };
}

function torn(): BadArchive {
  return new BadArchive(
    'torn',
    'the file is damaged, cut off, or no archive of this program: nothing was read from it.',
  );
}

/** A name is on the disk when its folder is; Windows knows no such call. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path);
  await folder.sync();
  await folder.close();
}
