/** One part of a multipart body; `fileName` is there when it is a file. */
export interface Part {
  name: string;
  fileName: string | undefined;
  type: string;
  bytes: Buffer;
}

/** Reads a multipart/form-data body as the clients of the Bot API write it: names in plain UTF-8. Undefined if broken. */
export function readParts(body: Buffer, contentType: string): Part[] | undefined {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1];
  if (boundary === undefined) return undefined;
  // A line break stands before every boundary but the first.
  const text = Buffer.concat([Buffer.from('\r\n'), body]);
  const mark = Buffer.from(`\r\n--${boundary}`);
  const parts: Part[] = [];
  let at = text.indexOf(mark);
  while (at >= 0) {
    const start = at + mark.length;
    if (text.subarray(start, start + 2).toString() === '--') return parts;
    const end = text.indexOf(mark, start);
    const part = end < 0 ? undefined : readPart(text.subarray(start + 2, end));
    if (!part) return undefined;
    parts.push(part);
    at = end;
  }
  return undefined;
}

function readPart(part: Buffer): Part | undefined {
  const end = part.indexOf('\r\n\r\n');
  const headers = part.subarray(0, Math.max(end, 0)).toString('utf8');
  const disposition = /^content-disposition:\s*form-data;(.*)$/im.exec(headers)?.[1] ?? '';
  const name = /(?:^|[;\s])name="([^"]*)"/.exec(disposition)?.[1];
  if (end < 0 || name === undefined) return undefined;
  const fileName = /filename="([^"]*)"/.exec(disposition)?.[1] ?? /filename=([^;\s]+)/.exec(disposition)?.[1];
  const type = /^content-type:\s*(\S+)/im.exec(headers)?.[1] ?? '';
  return { name, fileName, type, bytes: part.subarray(end + 4) };
}
