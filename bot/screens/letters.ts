import { letters as myLetters } from '#forum/letters/letters.ts';
import { excerpt } from '#school/typed-text.ts';
import type { Screen } from '../messenger.ts';
import { print, type Scene } from '../scene.ts';

const most = 8;

/** My letters, the unread first. */
export async function letters({ act, press }: Scene): Promise<Screen> {
  const { letters: shown, total } = await myLetters(act, { most });
  const lines = shown.map(line => ({
    ...line,
    label: excerpt([line.others[0], line.title].filter(Boolean).join(': '), 40),
  }));
  return print(press, 'letters', { letters: lines, more: Math.max(0, total - shown.length) });
}
