import type { Act } from '#school/act.ts';
import { informed } from '#school/ways/informed.ts';
import type { ClassFinals } from './figures/due-finals.ts';

/** When a parent read of it on the site or in the chat, or was handed it on paper. */
export interface ToldFamily {
  on: Date;
  handed: boolean;
}

/**
 * Which families know, by «Кто уведомлён» (3.2f), that a 2 comes out or stands for the period: by student and subject, the first
 * who read of it. A notice that nobody has read is none. One query.
 */
export async function toldFamilies(
  act: Act,
  { classId, periodId, number, from }: Pick<ClassFinals, 'classId' | 'periodId' | 'number' | 'from'>,
): Promise<Map<string, ToldFamily>> {
  const told = new Map<string, ToldFamily>();
  const notices = await informed(act, { classId, since: from, until: act.today, kinds: ['failing'] });
  for (const { studentId, kind, facts, readAt, handedAt } of notices) {
    const on = readAt ?? handedAt;
    const isOfPeriod =
      kind === 'forecast'
        ? facts.periodId === periodId
        : kind === 'final' && facts.stage === 'period' && facts.number === number;
    if (!isOfPeriod || !on) continue;
    const place = `${studentId} ${facts.subject}`;
    const before = told.get(place);
    if (!before || on < before.on) told.set(place, { on, handed: readAt === null });
  }
  return told;
}
