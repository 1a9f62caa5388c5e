import { isUtf8 } from 'node:buffer';
import { Person } from '#db/school/person.ts';
import { StoredFile } from '#db/school/stored-file.ts';
import type { Act } from './act.ts';
import { fileKinds } from './file-kinds.ts';
import { pictureSize } from './picture-size.ts';
import { invalid, Refusal } from './refusal.ts';
import { sha256 } from './secrets.ts';
import { excerpt, tidyLine } from './typed-text.ts';

/** A file as somebody sent it. */
export interface SentFile {
  name: string;
  content: Buffer;
  /** The door cut it off: its content is not all of it. */
  tooLarge?: boolean;
}

export interface FileContent {
  name: string;
  type: string;
  size: number;
  sha256: string;
  /** Whether a browser may show it instead of saving it. */
  inline: boolean;
  content: Buffer;
}

/** What files may be, for a form's `accept`: «.pdf,.docx…». */
export const acceptedFiles = Object.keys(fileKinds)
  .map(extension => `.${extension}`)
  .join();

/** Of one file. */
export const mostBytes = 10 * 1024 * 1024;
/** A browser unpacks four bytes for each point: more would take the memory of all who open the page. */
const mostPoints = 120_000_000;
const mostNameCharacters = 200;

/**
 * Keeps a sent file under a cleaned name, with the type its bytes have. Who may see it is decided by the object it is
 * hung on; a file is reached through that object only. Refusals at `field`: empty, over 10 MB, of a kind not on the
 * list, bytes that aren't what the name says, a picture of too many points; each names the file when it is one of several.
 */
export function keepFile(
  act: Act,
  sent: SentFile,
  field: string,
  { oneOfMany = false }: { oneOfMany?: boolean } = {},
): StoredFile {
  const name = cleanName(sent.name);
  const named = oneOfMany ? { name: excerpt(name, 60) } : {};
  if (sent.tooLarge || sent.content.length > mostBytes) invalid('file-too-large', field, named);
  if (sent.content.length === 0) invalid('file-empty', field, named);
  const extension = extensionOf(name);
  const kind = Object.hasOwn(fileKinds, extension) ? fileKinds[extension] : undefined;
  if (!kind) invalid('file-kind', field, { ...named, kinds: Object.keys(fileKinds) });
  if (!kind.fits(sent.content)) invalid('file-content', field, { ...named, extension });
  const picture = pictureSize(kind.type, sent.content);
  if (picture && picture.width * picture.height > mostPoints)
    invalid('picture-too-large', field, { ...named, ...picture });
  return act.em.create(StoredFile, {
    name,
    type: kind.type === 'text/plain' ? `text/plain; charset=${charsetOf(sent.content)}` : kind.type,
    size: sent.content.length,
    sha256: sha256(sent.content),
    content: sent.content,
    by: act.em.getReference(Person, act.by.id),
    at: act.at,
  });
}

/**
 * A kept file with its bytes; without them for who has those of that sum (`known`) already. The caller has asked whether its object
 * may be seen. Refusal: not-found.
 */
export async function readFile(
  act: Act,
  fileId: number,
  { known }: { known?: string | undefined } = {},
): Promise<FileContent> {
  const file = await act.em.findOne(StoredFile, { id: fileId });
  if (!file) throw new Refusal('not-found', 'not-found');
  const { name, type, size, sha256 } = file;
  const inline = fileKinds[extensionOf(name)]?.inline ?? false;
  if (sha256 !== known) await act.em.populate(file, ['content']);
  return { name, type, size, sha256, inline, content: sha256 === known ? Buffer.alloc(0) : Buffer.from(file.content!) };
}

/** The last part of the path some browsers send, without what could deceive the eye, its extension kept. */
function cleanName(sent: string): string {
  const name = tidyLine(sent.normalize('NFC').replace(/^.*[/\\]/s, ''));
  const extension = extensionOf(name);
  const characters = [...name];
  if (characters.length <= mostNameCharacters) return name;
  return `${characters.slice(0, mostNameCharacters - extension.length - 1).join('')}.${extension}`;
}

function extensionOf(name: string): string {
  return /\.([a-z\d]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
}

// A text saved on an old Windows is in its Cyrillic code page.
function charsetOf(content: Buffer): string {
  return isUtf8(content) ? 'utf-8' : 'windows-1251';
}
