import type { MessageEntity } from 'grammy/types';

/** What was said in Telegram, with what stands out there, as Markdown that shows the same. */
export function markdownOf(text: string, entities: readonly MessageEntity[] = []): string {
  const sorted = entities.toSorted((a, b) => a.offset - b.offset || b.length - a.length);
  return render(text, { start: 0, end: text.length, entities: sorted })
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

interface Stretch {
  start: number;
  end: number;
  entities: readonly MessageEntity[];
}

/** Entities never cross: each holds some of those after it, or none. */
function render(text: string, { start, end, entities }: Stretch): string {
  let markdown = '';
  let at = start;
  for (const entity of entities) {
    const until = Math.min(entity.offset + entity.length, end);
    if (entity.offset < at || until <= entity.offset) continue;
    markdown += escaped(text.slice(at, entity.offset));
    const inside = entities.filter(
      other => other !== entity && other.offset >= entity.offset && other.offset + other.length <= until,
    );
    const inner = () => render(text, { start: entity.offset, end: until, entities: inside.filter(isInside(entity)) });
    markdown += dressed(entity, text.slice(entity.offset, until), inner);
    at = until;
  }
  return markdown + escaped(text.slice(at, end));
}

/** Of two that cover the same letters the first one holds the other. */
function isInside(outer: MessageEntity): (inner: MessageEntity) => boolean {
  return inner => inner.type !== outer.type || inner.length < outer.length;
}

function dressed(entity: MessageEntity, plain: string, inner: () => string): string {
  switch (entity.type) {
    case 'bold':
      return eachLine(inner(), '**');
    case 'italic':
      return eachLine(inner(), '*');
    case 'strikethrough':
      return eachLine(inner(), '~~');
    case 'code':
      return codeOf(plain);
    case 'pre':
      return `\n\n${fenced(plain)}\n\n`;
    case 'blockquote':
    case 'expandable_blockquote':
      return `\n\n${quoted(inner())}\n\n`;
    case 'text_link':
      return `[${inner().replace(/\s*\n\s*/g, ' ')}](<${entity.url.replace(/[<>\s]/g, encodeURIComponent)}>)`;
    // As it stands it becomes a link by itself; a backslash would break it.
    case 'url':
    case 'email':
      return plain;
    default:
      return inner();
  }
}

/** Quotes the Markdown, line by line. */
export function quoted(markdown: string): string {
  return markdown
    .trim()
    .split('\n')
    .map(line => `> ${line}`.trimEnd())
    .join('\n');
}

/** Signs stand close to words, and end with the line. */
function eachLine(markdown: string, sign: string): string {
  return markdown.replace(/[^\n]+/g, line => {
    const words = line.trim();
    if (words === '') return line;
    const at = line.indexOf(words);
    return `${line.slice(0, at)}${sign}${words}${sign}${line.slice(at + words.length)}`;
  });
}

function codeOf(plain: string): string {
  const ticks = '`'.repeat(longestRun(plain) + 1);
  const gap = /^`|`$/.test(plain) ? ' ' : '';
  return `${ticks}${gap}${plain.replaceAll('\n', ' ')}${gap}${ticks}`;
}

function fenced(plain: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(plain) + 1));
  return `${fence}\n${plain}\n${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}

/** Words as they are: nothing in them is a sign. */
function escaped(plain: string): string {
  return plain
    .replace(/[\\`*_[\]<>~|&]/g, '\\$&')
    .replace(/^([ \t]*)([#+=-])/gm, '$1\\$2')
    .replace(/^([ \t]*\d+)([.)])/gm, '$1\\$2')
    .replace(/\n[ \t]+/g, '\n');
}
