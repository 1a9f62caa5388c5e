import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { markdown } from './markdown.ts';
import { typographic } from './typography.ts';

/** A written instruction: its heading, and what stands under it as HTML for a page. */
export interface Instruction {
  title: string;
  html: string;
}

const folder = join(import.meta.dirname, '../docs/instructions');

/** The folder whose pictures the instructions show, under the address `/help/pictures/`. */
export const picturesOfInstructions = join(import.meta.dirname, '../docs/pictures');

/** The instructions of docs/instructions by file name, which is a role; read once, at start (2.4). */
export function openInstructions(): ReadonlyMap<string, Instruction> {
  const files = readdirSync(folder).filter(file => file.endsWith('.md') && file !== 'README.md');
  return new Map(files.map(file => [file.slice(0, -'.md'.length), printed(readFileSync(join(folder, file), 'utf8'))]));
}

/** The first line is the page's own heading, so those below it rise by one level. */
function printed(source: string): Instruction {
  const [heading = '', ...rest] = typographic(source).split('\n');
  const text = rest
    .join('\n')
    .replace(/^#(#+ )/gm, '$1')
    .replaceAll('](../pictures/', '](/help/pictures/')
    .replace(/\]\(([a-z-]+)\.md\)/g, '](/help/$1)');
  return { title: heading.replace(/^# /, ''), html: shown(markdown(text)) };
}

/** Elsewhere a picture is a link, so that nothing is loaded from other hosts; these are our own and may be seen. */
function shown(html: string): string {
  return html.replace(
    /<a href="(\/help\/pictures\/[\w-]+\.png)"[^>]*>([^<]*)<\/a>/g,
    '<a href="$1"><img src="$1" alt="$2"></a>',
  );
}
