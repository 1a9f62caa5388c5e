import { createHash } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';

/** How many rows have gone by, and the SHA-256 of their text. */
export class CopyMeasure extends Transform {
  rows = 0;
  bytes = 0;
  readonly #hash = createHash('sha256');

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#hash.update(chunk);
    this.bytes += chunk.length;
    // COPY writes line ends inside of values as «\n», so each true one ends a row.
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) this.rows++;
    done(null, chunk);
  }

  sha256(): string {
    return this.#hash.digest('hex');
  }
}
