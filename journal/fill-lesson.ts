import { Lesson } from '#db/journal/lesson.ts';
import { Person } from '#db/school/person.ts';
import type { Act } from '#school/act.ts';
import { permit, see } from '#school/permissions.ts';
import { type LessonText, type ReadText, readText } from './enter-text.ts';
import { recordText } from './history/record-entries.ts';
import { findLesson, type LessonHead } from './lesson-head.ts';
import { refuseTogether } from './refuse-together.ts';

/**
 * Writes the topic and homework of a lesson, ahead of it too. Refusals: not-found, not-allowed (also after the editing
 * window and in a closed period), invalid under topic and homework (3.4).
 */
export async function fillLesson(act: Act, lessonId: number, entry: LessonText): Promise<void> {
  const lesson = await findLesson(act, lessonId, { toWrite: true });
  see(act, 'readLesson', lesson);
  permit(act, 'fillLesson', lesson);
  const { text, refusals } = readText(lesson, entry);
  refuseTogether(refusals);
  await writeText(act, lesson, text);
}

/** Writes a text that the rules have read; the same text again leaves no trace. */
export async function writeText(act: Act, lesson: LessonHead, text: ReadText): Promise<void> {
  const { topic, homework, noHomework } = text;
  if (topic === lesson.topic && homework === lesson.homework && noHomework === lesson.noHomework) return;
  const by = act.em.getReference(Person, act.by.id);
  await act.em.nativeUpdate(Lesson, { id: lesson.id }, { ...text, filledAt: act.at, filledBy: by });
  recordText(act, lesson, text);
}
