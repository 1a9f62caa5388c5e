import { chanceOf } from './chance.ts';
import type { Missing } from './gaps.ts';
import { homeworkFor } from './homework.ts';
import type { Sheet } from './lessons.ts';
import { topicOf } from './topics/topic-of.ts';
import type { Work } from './works.ts';

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
  const filledAt = new Date(Math.min(sheet.endsAt.getTime() + chance.whole(2, 240) * 60_000, at.getTime()));
  const isHomeworkMissing = missing === 'homework';
  Object.assign(sheet.row, {
    topic: missing === 'topic' ? null : topicOf(sheet, work),
    homework: isHomeworkMissing ? null : homework,
    noHomework: homework === null && !isHomeworkMissing,
    filledAt,
    filledBy: sheet.taughtBy,
    attendanceAt: missing === 'attendance' ? null : new Date(sheet.startsAt.getTime() + chance.whole(3, 12) * 60_000),
  });
}
