import { createHash } from 'node:crypto';
import type { StoredFile } from '../school/stored-file.ts';
import type { Row } from './rows.ts';

export type SampleFile = { name: string } & ({ text: string } | { type: string; bytes: Buffer });

/** A file as a row; its bytes go through JSON as PostgreSQL writes them, in hexadecimal. */
export function fileRow(id: number, file: SampleFile, how: { by: number; at: Date }): Row<StoredFile> {
  const [type, bytes] = 'bytes' in file ? [file.type, file.bytes] : ['text/plain', Buffer.from(file.text, 'utf8')];
  const content = `\\x${bytes.toString('hex')}` as unknown as Row<StoredFile>['content'];
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { id, name: file.name, type, size: bytes.length, sha256, content, ...how };
}
