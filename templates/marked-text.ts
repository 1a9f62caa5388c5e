import type { Token } from 'markdown-it';
import { markdownTokens } from './markdown.ts';

/** A stretch of a text that stands out; offset and length in UTF-16 units. */
export interface Mark {
  kind: 'bold' | 'italic' | 'strikethrough' | 'code' | 'pre' | 'blockquote' | 'link';
  offset: number;
  length: number;
  /** Of a link: as it was typed, also into this site. */
  url?: string;
}

/** Plain words and what stands out in them, as messengers take a text. */
export interface MarkedText {
  text: string;
  marks: Mark[];
}

/** What a person wrote in Markdown, without its signs: lists with bullets, tables row by row, headings bold. */
export function markedText(markdown: string): MarkedText {
  const writer = openWriter();
  for (const token of markdownTokens(markdown)) writeToken(writer, token);
  const text = writer.text().trimEnd();
  const marks = writer.marks
    .map(mark => ({ ...mark, length: Math.min(mark.length, text.length - mark.offset) }))
    .filter(({ length }) => length > 0);
  return { text, marks: marks.toSorted((a, b) => a.offset - b.offset || b.length - a.length) };
}

type Kind = Mark['kind'];

interface Writer {
  marks: Mark[];
  text(): string;
  write(words: string): void;
  /** Begins what follows so many lines below. */
  gap(lines: number): void;
  /** What follows stands beside this, whatever gap it asks for. */
  bullet(words: string): void;
  open(kind: Kind, url?: string): void;
  close(kind: Kind): void;
  /** Lists that are open: the next number of each, nothing for bullets. */
  lists: (number | undefined)[];
  quotes: number;
  /** Cells of the row of a table so far. */
  cells: number;
}

function openWriter(): Writer {
  let text = '';
  let owed = 0;
  let beside = false;
  const opened: { kind: Kind; offset: number | undefined; url: string | undefined }[] = [];
  const marks: Mark[] = [];
  const write = (words: string) => {
    if (words === '') return;
    if (text !== '') text += '\n'.repeat(owed);
    owed = 0;
    beside = false;
    for (const one of opened) one.offset ??= text.length;
    text += words;
  };
  return {
    ...{ marks, lists: [], quotes: 0, cells: 0, text: () => text },
    write,
    gap: lines => {
      if (!beside) owed = Math.max(owed, lines);
    },
    bullet: words => {
      write(words);
      beside = true;
    },
    open: (kind, url) => void opened.push({ kind, offset: undefined, url }),
    close(kind) {
      const at = opened.findLastIndex(one => one.kind === kind);
      const [one] = opened.splice(at, 1);
      if (one?.offset === undefined) return;
      marks.push({ kind, offset: one.offset, length: text.length - one.offset, ...(one.url ? { url: one.url } : {}) });
    },
  };
}

function writeToken(writer: Writer, token: Token): void {
  if (token.type === 'inline') for (const child of token.children ?? []) writeInline(writer, child);
  else if (token.type === 'fence' || token.type === 'code_block') writeCode(writer, token);
  else blocks[token.type]?.(writer, token);
}

const blocks: Record<string, (writer: Writer, token: Token) => void> = {
  paragraph_open: (writer, { hidden }) => writer.gap(hidden ? 1 : 2),
  heading_open: writer => {
    writer.gap(2);
    writer.open('bold');
  },
  heading_close: writer => {
    writer.close('bold');
    writer.gap(2);
  },
  blockquote_open: writer => {
    writer.gap(2);
    // Messengers know no quote within a quote.
    if (writer.quotes++ === 0) writer.open('blockquote');
  },
  blockquote_close: writer => {
    if (--writer.quotes === 0) writer.close('blockquote');
    writer.gap(2);
  },
  bullet_list_open: writer => {
    writer.gap(writer.lists.length > 0 ? 1 : 2);
    writer.lists.push(undefined);
  },
  ordered_list_open: (writer, token) => {
    writer.gap(writer.lists.length > 0 ? 1 : 2);
    writer.lists.push(Number(token.attrGet('start') ?? 1));
  },
  list_item_open: writer => {
    const number = writer.lists.at(-1);
    writer.gap(1);
    writer.bullet(`${'  '.repeat(writer.lists.length - 1)}${number === undefined ? '•' : `${number}.`} `);
    if (number !== undefined) writer.lists[writer.lists.length - 1] = number + 1;
  },
  list_item_close: writer => writer.gap(1),
  bullet_list_close: endList,
  ordered_list_close: endList,
  hr: writer => {
    writer.gap(2);
    writer.write('———');
    writer.gap(2);
  },
  table_open: writer => writer.gap(2),
  tr_open: writer => {
    writer.gap(1);
    writer.cells = 0;
  },
  th_open: cell,
  td_open: cell,
  table_close: writer => writer.gap(2),
};

function endList(writer: Writer): void {
  writer.lists.pop();
  writer.gap(writer.lists.length > 0 ? 1 : 2);
}

function cell(writer: Writer): void {
  if (writer.cells++ > 0) writer.write(' | ');
}

function writeCode(writer: Writer, { content }: Token): void {
  writer.gap(2);
  writer.open('pre');
  writer.write(content.replace(/\n$/, ''));
  writer.close('pre');
  writer.gap(2);
}

const inlineMarks: Record<string, Kind> = { strong: 'bold', em: 'italic', s: 'strikethrough', link: 'link' };

function writeInline(writer: Writer, token: Token): void {
  const [, name, end] = /^(strong|em|s|link)_(open|close)$/.exec(token.type) ?? [];
  if (name) {
    const kind = inlineMarks[name]!;
    if (end === 'close') writer.close(kind);
    else writer.open(kind, String(token.attrGet('href') ?? ''));
  } else if (token.type === 'code_inline') {
    writer.open('code');
    writer.write(token.content);
    writer.close('code');
  } else if (token.type === 'image') {
    writer.open('link', String(token.attrGet('src')));
    writer.write(token.content || String(token.attrGet('src')));
    writer.close('link');
  } else writer.write(token.type === 'softbreak' || token.type === 'hardbreak' ? '\n' : token.content);
}
