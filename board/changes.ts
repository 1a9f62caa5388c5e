import { diffArrays } from 'diff';
import type { Act } from '#school/act.ts';
import { Refusal } from '#school/refusal.ts';
import { type DocumentView, document } from './document.ts';
import type { VersionLine } from './versions.ts';

/** A run of words: as in both texts, taken out, or put in. */
export interface ChangePart {
  kind: 'same' | 'removed' | 'added';
  text: string;
}

/** A line of the text: left as it was, taken out, put in, or changed inside, with its parts. */
export interface ChangedLine {
  kind: 'same' | 'removed' | 'added' | 'changed';
  parts: ChangePart[];
}

export interface ChangesView {
  document: DocumentView;
  /** The version before it that the reader may see. */
  earlier: VersionLine;
  title: ChangePart[] | null;
  /** The whole text in runs; a long one of lines left as they were is folded. */
  runs: { folded: boolean; lines: ChangedLine[] }[];
  /** Lines that are not «same». */
  changed: number;
}

/** What a version says otherwise than the one before it (7b). Refusal: not-found, also where there is none before it. */
export async function changes(act: Act, id: number): Promise<ChangesView> {
  const later = await document(act, id);
  const earlier = later.versions.find(({ version }) => version < later.version);
  if (!earlier) throw new Refusal('not-found', 'not-found');
  const before = await document(act, earlier.id);
  const lines = changesOf(before.text, later.text);
  const title = before.title === later.title ? null : wordChanges(before.title, later.title);
  return {
    document: later,
    earlier,
    title,
    runs: runsOf(lines),
    changed: lines.filter(({ kind }) => kind !== 'same').length,
  };
}

// A change is read with the lines around it.
const around = 2;

function runsOf(lines: readonly ChangedLine[]): ChangesView['runs'] {
  const near = (index: number) =>
    lines.slice(Math.max(0, index - around), index + around + 1).some(({ kind }) => kind !== 'same');
  const runs: ChangesView['runs'] = [];
  for (const [index, line] of lines.entries()) {
    const folded = !near(index);
    if (runs.at(-1)?.folded !== folded) runs.push({ folded, lines: [] });
    runs.at(-1)!.lines.push(line);
  }
  return runs.map(run => ({ ...run, folded: run.folded && run.lines.length > around }));
}

// Texts with more differences than this are shown one after the other: nobody would read them word by word.
const mostEdits = 3000;

/** Two texts line by line; a line that stands instead of another is compared word by word. */
export function changesOf(before: string, after: string): ChangedLine[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  const runs = diffArrays(old, now, { maxEditLength: mostEdits }) ?? [
    { removed: true, added: false, value: old },
    { removed: false, added: true, value: now },
  ];
  const lines: ChangedLine[] = [];
  for (let index = 0; index < runs.length; index++) {
    const { value, removed, added } = runs[index]!;
    const next = runs[index + 1];
    if (removed && next?.added) {
      lines.push(...replacedLines(value, next.value));
      index++;
    } else {
      const kind = removed ? 'removed' : added ? 'added' : 'same';
      lines.push(...value.map(text => ({ kind, parts: [{ kind, text }] }) as ChangedLine));
    }
  }
  return lines;
}

// Line for line as far as they go; what is left over was taken out or put in.
function replacedLines(old: readonly string[], now: readonly string[]): ChangedLine[] {
  const pairs = Math.min(old.length, now.length);
  const changed = old.slice(0, pairs).flatMap((line, index) => changedLine(line, now[index]!));
  const whole = (kind: 'removed' | 'added', lines: readonly string[]) =>
    lines.map(text => ({ kind, parts: [{ kind, text }] }) satisfies ChangedLine);
  return [...changed, ...whole('removed', old.slice(pairs)), ...whole('added', now.slice(pairs))];
}

function changedLine(before: string, after: string): ChangedLine[] {
  const parts = wordChanges(before, after);
  const same = parts.filter(({ kind }) => kind === 'same').reduce((sum, { text }) => sum + text.trim().length, 0);
  // Two lines with little in common are another line, not a changed one.
  if (same * 3 >= Math.max(before.length, after.length)) return [{ kind: 'changed', parts }];
  return [
    { kind: 'removed', parts: [{ kind: 'removed', text: before }] },
    { kind: 'added', parts: [{ kind: 'added', text: after }] },
  ];
}

function wordChanges(before: string, after: string): ChangePart[] {
  const runs = diffArrays(wordsIn(before), wordsIn(after), { maxEditLength: mostEdits });
  if (!runs)
    return [
      { kind: 'removed', text: before },
      { kind: 'added', text: after },
    ] as ChangePart[];
  return runs.map(({ value, removed, added }) => ({
    kind: removed ? 'removed' : added ? 'added' : 'same',
    text: value.join(''),
  }));
}

/** Words, and every other sign by itself, each with the blanks after it: neighbours that changed stay together. */
function wordsIn(line: string): string[] {
  return line.match(/^\s+|(?:[\p{L}\p{N}]+|[^\p{L}\p{N}\s])\s*/gu) ?? [];
}
