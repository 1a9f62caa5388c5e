import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { sealComment, writeSealed } from './sealed-file.ts';

export interface ZipWriter {
  /** Adds a file of the ZIP and waits until it has been read to its end. */
  add(name: string, content: Readable, options: { compress: boolean }): Promise<void>;
}

/**
 * Writes a sealed ZIP, entry by entry, never holding one in memory. Whatever fails, the database or the disk, ends both sides and
 * leaves no file. Gives the size in bytes.
 */
export async function writeZip(
  path: string,
  { at, signal }: { at: Date; signal?: AbortSignal | undefined },
  fill: (zip: ZipWriter) => Promise<void>,
): Promise<number> {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  zip.on('error', error => output.destroy(error));
  // Whoever writes the file hears of it; where that has failed first, nobody listens any more.
  output.on('error', () => {});
  const failure = new AbortController();
  const stop = signal ? AbortSignal.any([failure.signal, signal]) : failure.signal;

  const writing = writeSealed(path, output).catch(error => {
    failure.abort(error);
    throw error;
  });
  const filling = fill(writerOf(zip, at, stop)).then(
    () => zip.end({ comment: sealComment, forceZip64Format: false }),
    error => {
      output.destroy(error);
      throw error;
    },
  );
  const [written, filled] = await Promise.allSettled([writing, filling]);
  if (written.status === 'rejected') throw written.reason;
  if (filled.status === 'rejected') throw filled.reason;
  return written.value;
}

function writerOf(zip: ZipFile, mtime: Date, stop: AbortSignal): ZipWriter {
  return {
    add: (name, content, { compress }) =>
      new Promise((resolve, reject) => {
        const settle = (end: () => void) => {
          stop.removeEventListener('abort', abort);
          end();
        };
        const fail = (error: Error) => settle(() => reject(error));
        const abort = () => {
          content.destroy(stop.reason);
          fail(stop.reason);
        };
        content.once('error', fail);
        if (stop.aborted) return abort();
        stop.addEventListener('abort', abort);
        content.once('end', () => settle(resolve));
        zip.addReadStream(content, name, { mtime, compress, mode: 0o100600 });
      }),
  };
}
