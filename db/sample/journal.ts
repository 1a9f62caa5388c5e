import { type Chance, chanceOf } from './chance.ts';
import type { Missing } from './gaps.ts';
import { homeworkFor } from './homework.ts';
import type { Sheet } from './lessons.ts';
import { topicOf } from './topics/topic-of.ts';
import type { Work } from './works.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** Fills the lessons that are over: topic, homework, attendance taken; all but the gaps. */
export function fillJournal(
  sheets: readonly Sheet[],
  options: { at: Date; works: ReadonlyMap<Sheet, Work>; gaps: ReadonlyMap<Sheet, Missing> },
): void {
  for (const sheet of sheets) {
    if (sheet.endsAt > options.at) continue;
    const missing = options.gaps.get(sheet) ?? null;
    fillLesson(sheet, { at: options.at, work: options.works.get(sheet), missing });
  }
}

function fillLesson(sheet: Sheet, options: { at: Date; work: Work | undefined; missing: Missing | null }): void {
  const { at, work, missing } = options;
  const chance = chanceOf('lesson', sheet.row.id);
  const homework = homeworkFor(sheet, chance, work?.control ?? false);
  const filledAt = new Date(sheet.endsAt.getTime() + lag(at.getTime() - sheet.endsAt.getTime(), chance));
  Object.assign(sheet.row, {
    topic: missing === 'topic' ? null : topicOf(sheet, work),
    homework: missing === 'homework' ? null : homework,
    noHomework: missing !== 'homework' && homework === null,
    filledAt,
    filledBy: sheet.taughtBy,
    attendanceAt: missing === 'attendance' ? null : new Date(sheet.startsAt.getTime() + chance.whole(3, 12) * minute),
    completeAt: missing === null ? filledAt : null,
  });
}

// How long after the lesson it was filled: mostly the same afternoon, now and then only the day after.
function lag(past: number, chance: Chance): number {
  if (past > 3 * day && chance.happens(0.05)) return day + chance.whole(0, 300) * minute;
  return Math.min(chance.whole(2, 240) * minute, Math.floor(past * chance.next()));
}
