import type { Day } from '#school/calendar.ts';
import type { Scene } from '../scene.ts';
import { readDays } from '../vocabulary/read-days.ts';
import { sensesOf } from '../vocabulary/senses.ts';
import { wordsOf } from '../vocabulary/words.ts';

/** Days as they are typed: «завтра», «с 25 по 27 ноября», «в пятницу»; nothing for anything else. */
export function readSpan({ act, students }: Scene, text: string): { since: Day; until: Day } | undefined {
  const found = sensesOf(wordsOf(text), { students, subjects: [] });
  const when = readDays(found, act.today, { towards: 'near' })?.when;
  return when && when.span !== 'period' ? { since: when.from, until: when.to } : undefined;
}
