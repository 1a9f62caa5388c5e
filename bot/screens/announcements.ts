import { announcement, announcements as forFamily } from '#board/announcements.ts';
import { excerpt } from '#school/typed-text.ts';
import { idOf } from '../arguments.ts';
import type { Screen } from '../messenger.ts';
import { print, type Scene } from '../scene.ts';

const most = 6;
/** So much of a text stands in a message; the whole is on the site. */
const mostText = 3000;

/** The school's announcements for this family, the latest first. Refusal: not-found to who is no parent and no student. */
export async function announcements({ act, press }: Scene): Promise<Screen> {
  const { announcements: shown, total } = await forFamily(act, { most });
  const lines = shown.map(line => ({ ...line, label: excerpt(line.title, 40) }));
  return print(press, 'announcements', { announcements: lines, more: Math.max(0, total - shown.length) });
}

/** One of them. Refusal: not-found. */
export async function showAnnouncement({ act, press }: Scene, argument?: string): Promise<Screen> {
  const shown = await announcement(act, idOf(argument));
  const cut = shown.text.length > mostText;
  const text = cut ? excerptOfLines(shown.text) : shown.text;
  return print(press, 'announcement', { ...shown, text, cut }, argument);
}

function excerptOfLines(text: string): string {
  const start = text.slice(0, mostText);
  const lineEnd = start.lastIndexOf('\n');
  return start.slice(0, lineEnd > mostText / 2 ? lineEnd : start.lastIndexOf(' ')).trimEnd();
}
