import type { MultipartFile } from '@fastify/multipart';

/** A file as it came with a form, before any room has looked at it. */
export interface Upload {
  name: string;
  type: string;
  content: Buffer;
}

export const uploadLimits = { fileSize: 20_000_000, files: 5, fields: 200, fieldSize: 200_000 };

/** Puts the uploaded file itself in the form's body under its field; an empty file input leaves nothing there. */
export async function readUpload(this: unknown, part: MultipartFile): Promise<void> {
  const content = await part.toBuffer();
  const upload: Upload | undefined = part.filename ? { name: part.filename, type: part.mimetype, content } : undefined;
  (part as unknown as { value: Upload | undefined }).value = upload;
}
