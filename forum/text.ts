import { invalid } from '#school/refusal.ts';
import { tidyLine, tidyText } from '#school/typed-text.ts';

const title = { min: 3, max: 200 };
const text = { max: 20_000 };
const reason = { min: 3, max: 300 };

/** A topic's title on one line, 3–200 characters. Refusals: invalid under `title`. */
export function readTitle(typed: string): string {
  const line = tidyLine(typed);
  const { length } = [...line];
  if (length < title.min) invalid('topic-title-short', 'title', title);
  if (length > title.max) invalid('topic-title-long', 'title', { ...title, length });
  return line;
}

/** The text of a reply, 1–20,000 characters of Markdown; where files speak for it, none will do. Refusals: invalid under `text`. */
export function readText(typed: string, { files = 0 }: { files?: number } = {}): string {
  const lines = tidyText(typed);
  const { length } = [...lines];
  if (length === 0 && files === 0) invalid('reply-text-empty', 'text');
  if (length > text.max) invalid('reply-text-long', 'text', { ...text, length });
  return lines;
}

/** Why somebody's words or topic are moderated, on one line, 3–300 characters. Refusals: invalid under `reason`. */
export function readReason(typed: string): string {
  const line = tidyLine(typed);
  const { length } = [...line];
  if (length < reason.min) invalid('forum/reason-short', 'reason');
  if (length > reason.max) invalid('forum/reason-long', 'reason', { ...reason, length });
  return line;
}
