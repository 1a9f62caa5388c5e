import type { MultipartFile } from '@fastify/multipart';

/** A file as it came with a form, before any room has looked at it. */
export interface Upload {
  name: string;
  type: string;
  content: Buffer;
  /** Larger than the limit: nothing of it was kept. */
  tooLarge: boolean;
}

// A longer field would be cut without a word: what a room takes as one text is well below that.
export const uploadLimits = { fileSize: 20_000_000, files: 15, fields: 1000, fieldSize: 1_000_000 };

/** Puts the uploaded file itself (an Upload) in the form's body under its field; an empty file input leaves nothing there. */
export async function readUpload(this: unknown, part: MultipartFile): Promise<void> {
  const content = await part.toBuffer();
  const { filename: name, mimetype: type } = part;
  const tooLarge = part.file.truncated;
  // The plugin would put the bytes themselves where it finds no value.
  Object.assign(part, { _buf: null });
  if (name) Object.assign(part, { value: { name, type, content: tooLarge ? Buffer.alloc(0) : content, tooLarge } });
}

/** The files under a field; a program that names a file in words has sent none. */
export function sentFiles(value: unknown): Upload[] {
  return [value].flat().filter(one => Buffer.isBuffer((one as Partial<Upload> | undefined)?.content)) as Upload[];
}
