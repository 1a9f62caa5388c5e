import type { Act } from '#school/act.ts';
import { Refusal } from '#school/refusal.ts';
import { enterRows } from './enter-rows.ts';
import type { LessonText } from './enter-text.ts';
import { refuseFuture, refuseLocked } from './entry-rules.ts';
import { readEntry, writeText } from './fill-lesson.ts';
import type { LessonHead } from './lesson-head.ts';
import { refuseTogether, underField } from './refuse-together.ts';
import { markAttendanceTaken, saveSheet } from './save-sheet.ts';
import { openSheet } from './sheet.ts';
import type { SheetRow } from './sheet-row.ts';

/** The text of the form: homework is absent where none is set (grade 1). */
export interface SheetText {
  topic: string;
  homework?: string | undefined;
  noHomework?: boolean | undefined;
  homeworkForId?: number | null | undefined;
  plannedTopicId?: number | undefined;
}

/** The whole form of a lesson, with what it showed when it was opened. */
export interface LessonForm {
  text: SheetText;
  rows: Map<number, SheetRow>;
  shown: { text: SheetText; rows: Map<number, SheetRow> };
  /** The roll was called. */
  attendance: boolean;
  /** For new marks whose line names no kind of work. */
  workKindId?: number | undefined;
}

/**
 * Fills a lesson from one form, all or nothing: what was not touched on the form is left as it stands, even if somebody
 * else has changed it meanwhile. A refusal of several cells names each student; fields are `topic`, `mark[12]` and the like.
 */
export async function fillLessonSheet(act: Act, lessonId: number, form: LessonForm): Promise<void> {
  const { sheet, text, calls } = await readForm(act, lessonId, form);
  await writeText(act, sheet.lesson, text);
  await saveSheet(act, sheet);
  if (calls) await markAttendanceTaken(act, sheet);
}

/** Refuses what `fillLessonSheet` would refuse of the form, and writes nothing. */
export async function tryLessonSheet(act: Act, lessonId: number, form: LessonForm): Promise<void> {
  await readForm(act, lessonId, form);
}

async function readForm(act: Act, lessonId: number, form: LessonForm) {
  const sheet = await openSheet(act, lessonId);
  const { lesson } = sheet;
  const locked = refuseLocked(lesson);
  if (locked) throw locked;
  const { text, refusals } = await readEntry(act, lesson, touchedText(form));
  const calls = form.attendance && !lesson.attendanceTaken;
  refuseTogether([
    ...overtakenTexts(lesson, form),
    ...refusals,
    ...enterRows(sheet, form),
    calls ? underField(refuseFuture(lesson), 'attendance') : undefined,
  ]);
  return { sheet, text, calls };
}

/** Homework and «не задано» are one answer: touching one of them says both. */
function touchedText({ text, shown }: LessonForm): LessonText {
  const isHomework = text.homework !== shown.text.homework || text.noHomework !== shown.text.noHomework;
  return {
    ...(text.topic === shown.text.topic && !text.plannedTopicId ? {} : { topic: text.topic }),
    plannedTopicId: text.plannedTopicId,
    ...(isHomework ? { homework: text.homework, noHomework: text.noHomework } : {}),
    ...(text.homeworkForId === shown.text.homeworkForId ? {} : { homeworkForId: text.homeworkForId }),
  };
}

/** Texts that were touched here and changed by somebody else since the form was opened. */
function overtakenTexts(lesson: LessonHead, { text, shown }: LessonForm): Refusal[] {
  return (['topic', 'homework'] as const).flatMap(field => {
    const now = lesson[field] ?? '';
    const typed = text[field];
    if (typed === undefined || typed === shown.text[field] || [typed, shown.text[field]].includes(now)) return [];
    return new Refusal('conflict', 'lesson/overtaken', { facts: { student: null, now }, field });
  });
}
