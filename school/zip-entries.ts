/**
 * Names of what a ZIP archive holds, read from its directory and never unpacked; nothing when it isn't one whole
 * archive from the first byte to the last (a picture with an archive glued on, say).
 */
export function zipEntries(content: Buffer): string[] | undefined {
  const end = endRecordAt(content);
  if (end === undefined || content.readUInt32LE(0) !== 0x04034b50) return undefined;
  const count = content.readUInt16LE(end + 10);
  const directory = content.readUInt32LE(end + 16);
  if (directory + content.readUInt32LE(end + 12) !== end) return undefined;

  const names: string[] = [];
  let at = directory;
  while (names.length < count && at + 46 <= end && content.readUInt32LE(at) === 0x02014b50) {
    const nameLength = content.readUInt16LE(at + 28);
    names.push(content.toString('utf8', at + 46, at + 46 + nameLength));
    at += 46 + nameLength + content.readUInt16LE(at + 30) + content.readUInt16LE(at + 32);
  }
  return names.length === count && at === end ? names : undefined;
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
