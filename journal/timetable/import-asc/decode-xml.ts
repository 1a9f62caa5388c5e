import { invalid } from '#school/refusal.ts';

const mostBytes = 10 * 1024 * 1024;

/**
 * The text of an XML file by its byte order mark, else by what it declares itself, else UTF-8. Refusals under `file`: empty,
 * over 10 MB, an encoding there is none of, bytes that are not of it.
 */
export function decodeXml({ content, tooLarge = false }: { content: Buffer; tooLarge?: boolean }): string {
  if (tooLarge || content.length > mostBytes) invalid('file-too-large', 'file');
  if (content.length === 0) invalid('file-empty', 'file');
  const charset = markOf(content) ?? declaredIn(content);
  const decoder = decoderOf(charset);
  if (!decoder) invalid('asc/encoding', 'file', { charset });
  // A byte that is no letter of the encoding becomes this sign; in a file that is what it says, none does.
  const text = decoder.decode(content);
  if (text.includes('\ufffd')) invalid('asc/encoding', 'file', { charset });
  return text;
}

function markOf(content: Buffer): string | undefined {
  if (content[0] === 0xef && content[1] === 0xbb && content[2] === 0xbf) return 'utf-8';
  if (content[0] === 0xff && content[1] === 0xfe) return 'utf-16le';
  return content[0] === 0xfe && content[1] === 0xff ? 'utf-16be' : undefined;
}

function declaredIn(content: Buffer): string {
  const head = content.toString('latin1', 0, 200);
  const declared = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(head)?.[1]?.toLowerCase() ?? 'utf-8';
  // Letters of two bytes could not have been read just now: what says so was saved anew by another program.
  return declared.startsWith('utf-16') ? 'utf-8' : declared;
}

const known: readonly string[] = [
  'utf-8',
  'utf8',
  'windows-1251',
  'cp1251',
  'utf-16',
  'utf-16le',
  'utf-16be',
  'us-ascii',
];

function decoderOf(charset: string): TextDecoder | undefined {
  if (!known.includes(charset)) return undefined;
  return new TextDecoder(charset === 'cp1251' ? 'windows-1251' : charset);
}
