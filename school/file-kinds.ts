import { pictureSize } from './picture-size.ts';
import { endsAsZip, zipEntries } from './zip-entries.ts';

/** What a file that the program makes for paper is called on the wire. */
export const paperTypes = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

export interface FileKind {
  type: string;
  /** A browser may show it in its own window; the rest are only saved. */
  inline: boolean;
  /** Whether the bytes are what the name promises, and nothing else besides. */
  fits(content: Buffer): boolean;
}

/**
 * What may be attached, by the extension of its name. Absent on purpose: web pages and SVG (they run scripts), programs,
 * archives (nobody sees what is inside), office files of the old kind and with macros.
 */
export const fileKinds: Readonly<Record<string, FileKind>> = {
  pdf: { type: paperTypes.pdf, inline: true, fits: isPdf },
  docx: office('application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'word/document.xml'),
  xlsx: office(paperTypes.xlsx, 'xl/workbook.xml'),
  odt: openDocument('application/vnd.oasis.opendocument.text'),
  ods: openDocument('application/vnd.oasis.opendocument.spreadsheet'),
  rtf: { type: 'application/rtf', inline: false, fits: isRtf },
  txt: { type: 'text/plain', inline: false, fits: isPlainText },
  png: picture('image/png'),
  jpg: picture('image/jpeg'),
  jpeg: picture('image/jpeg'),
  gif: picture('image/gif'),
  webp: picture('image/webp'),
};

function isPdf(content: Buffer): boolean {
  const tail = content.toString('latin1', Math.max(0, content.length - 2048));
  return /^%PDF-[12]\.\d/.test(start(content, 8)) && tail.includes('%%EOF') && !endsAsZip(content);
}

function office(type: string, main: string): FileKind {
  const fits = (content: Buffer) => {
    const names = zipEntries(content) ?? [];
    return (
      names.includes('[Content_Types].xml') && names.includes(main) && !names.some(name => /vbaProject/i.test(name))
    );
  };
  return { type, inline: false, fits };
}

function openDocument(type: string): FileKind {
  // The first entry is `mimetype`, stored as it is, so that the kind can be read at a fixed place.
  const fits = (content: Buffer) =>
    content.toString('latin1', 30, 38 + type.length) === `mimetype${type}` &&
    (zipEntries(content) ?? []).includes('content.xml');
  return { type, inline: false, fits };
}

function isRtf(content: Buffer): boolean {
  return start(content, 6).startsWith('{\\rtf1') && !content.includes(0) && !endsAsZip(content);
}

function isPlainText(content: Buffer): boolean {
  const beginning = content.toString('utf8', 0, 1024).replace(/^\ufeff?\s*/, '');
  const binary = content.some(byte => byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13);
  return !binary && !/^<(!doctype|!--|\?xml|\?php|html|head|body|svg|script|iframe)/i.test(beginning);
}

function picture(type: string): FileKind {
  return { type, inline: true, fits: content => isPicture(type, content) };
}

// A picture with a page, a script, a document or an archive hidden at its edges is also something else. The middle is
// not searched: in megabytes of packed colours any five letters come up by chance.
function isPicture(type: string, content: Buffer): boolean {
  const foreign = /<(?:script|html|svg|iframe|!doctype|\?php)[\s>]|%PDF-[12]\./i;
  const edges = start(content, 65_536) + content.toString('latin1', Math.max(0, content.length - 65_536));
  return pictureSize(type, content) !== null && !endsAsZip(content) && !foreign.test(edges);
}

function start(content: Buffer, length: number): string {
  return content.toString('latin1', 0, length);
}
