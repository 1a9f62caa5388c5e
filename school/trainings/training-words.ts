import { invalid } from '../refusal.ts';
import { tidyLine, tidyText } from '../typed-text.ts';

const most = { title: 200, place: 200, text: 5000, reason: 300 };

/** What the session is about, on one line. Refusals at `title`. */
export function readTitle(typed: string): string {
  const line = tidyLine(typed);
  if ([...line].length < 3) invalid('training/title', 'title');
  return atMost(line, 'title');
}

/** Where it is held, on one line. Refusals at `place`. */
export function readPlace(typed: string): string {
  const line = tidyLine(typed);
  if (line === '') invalid('training/place', 'place');
  return atMost(line, 'place');
}

/** What will be spoken of; may be empty. Refusal at `text`. */
export function readText(typed: string): string {
  return atMost(tidyText(typed), 'text');
}

/** Why it is called off, on one line. Refusals at `reason`. */
export function readReason(typed: string): string {
  const line = tidyLine(typed);
  if ([...line].length < 3) invalid('training/reason', 'reason');
  return atMost(line, 'reason');
}

function atMost(text: string, field: keyof typeof most): string {
  const { length } = [...text];
  if (length > most[field]) invalid('training/long', field, { length, max: most[field] });
  return text;
}
