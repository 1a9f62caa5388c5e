/** One entry of an archive, as its directory describes it. */
export interface ZipEntry {
  name: string;
  /** What the directory promises; the packed bytes may hold more. */
  size: number;
  isPacked: boolean;
  bytes: Buffer;
}

/** Names of what a ZIP archive holds; nothing when it isn't one whole archive (see `zipDirectory`). */
export function zipEntries(content: Buffer): string[] | undefined {
  return zipDirectory(content)?.map(({ name }) => name);
}

/**
 * What a ZIP archive holds, read from its directory and never unpacked; nothing when it isn't one whole archive from
 * the first byte to the last (a picture with an archive glued on, say).
 */
export function zipDirectory(content: Buffer): ZipEntry[] | undefined {
  const end = endRecordAt(content);
  if (end === undefined || content.readUInt32LE(0) !== 0x04034b50) return undefined;
  const count = content.readUInt16LE(end + 10);
  const directory = content.readUInt32LE(end + 16);
  if (directory + content.readUInt32LE(end + 12) !== end) return undefined;

  const entries: ZipEntry[] = [];
  let at = directory;
  while (entries.length < count && at + 46 <= end && content.readUInt32LE(at) === 0x02014b50) {
    const nameLength = content.readUInt16LE(at + 28);
    entries.push({
      name: content.toString('utf8', at + 46, at + 46 + nameLength),
      size: content.readUInt32LE(at + 24),
      isPacked: content.readUInt16LE(at + 10) !== 0,
      bytes: bytesOf(content, content.readUInt32LE(at + 42), content.readUInt32LE(at + 20)),
    });
    at += 46 + nameLength + content.readUInt16LE(at + 30) + content.readUInt16LE(at + 32);
  }
  return entries.length === count && at === end ? entries : undefined;
}

/** Whether the file's end would open as an archive, whatever its beginning is. */
export function endsAsZip(content: Buffer): boolean {
  const at = content.lastIndexOf(endSignature);
  return at >= 0 && at >= content.length - farthestEnd;
}

const endSignature = Buffer.from('PK\u0005\u0006', 'latin1');
/** The archive's end record is 22 bytes and a comment of at most 65535; one whole archive ends with it. */
const farthestEnd = 22 + 65_535;

function endRecordAt(content: Buffer): number | undefined {
  const at = content.lastIndexOf(endSignature);
  if (at < 0 || at + 22 > content.length) return undefined;
  return at + 22 + content.readUInt16LE(at + 20) === content.length ? at : undefined;
}

/** The bytes of an entry behind its own header; none where the header lies elsewhere. */
function bytesOf(content: Buffer, header: number, length: number): Buffer {
  if (header + 30 > content.length) return Buffer.alloc(0);
  const start = header + 30 + content.readUInt16LE(header + 26) + content.readUInt16LE(header + 28);
  return content.subarray(start, start + length);
}
