/** An archive or a database that will not do, told to whoever gave the command; `code` is a word for records. */
export class BadArchive extends Error {
  readonly code: string;

  constructor(code: string, line: string) {
    super(line);
    this.name = 'BadArchive';
    this.code = code;
  }
}

/** A word for why an archive could not be made: what the disk says, or what the database does. */
export function failureCode(error: unknown): string {
  const { code = '' } = error as { code?: string };
  if (['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code)) return 'no-room';
  if (['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR', 'EEXIST', 'EIO'].includes(code)) return 'no-folder';
  if (error instanceof BadArchive) return error.code;
  if (/^[\dA-Z]{5}$/.test(code) || code.startsWith('ECONN')) return 'database';
  return 'fault';
}
