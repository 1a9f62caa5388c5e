import { Lesson } from '#db/journal/lesson.ts';
import { Person } from '#db/school/person.ts';
import type { Act } from '#school/act.ts';
import { permit, see } from '#school/permissions.ts';
import { type LessonText, type ReadText, readText } from './enter-text.ts';
import { recordText } from './history/record-entries.ts';
import { refuseDue } from './homework-due.ts';
import { keepComplete } from './keep-complete.ts';
import { findLesson, type LessonHead } from './lesson-head.ts';
import { titleOfTopic, topicByText } from './plan/topic-of-lesson.ts';
import { refuseTogether } from './refuse-together.ts';
import { tellHomework } from './tellings/tell-homework.ts';

/**
 * Writes the topic and homework of a lesson, ahead of it too. Refusals: not-found, not-allowed (also after the editing
 * window and in a closed period), invalid under topic and homework (3.4).
 */
export async function fillLesson(act: Act, lessonId: number, entry: LessonText): Promise<void> {
  const lesson = await findLesson(act, lessonId, { toWrite: true });
  see(act, 'readLesson', lesson);
  permit(act, 'fillLesson', lesson);
  const { text, refusals } = await readEntry(act, lesson, entry);
  refuseTogether(refusals);
  await writeText(act, lesson, text);
}

/** The lesson's text with the entry over it, what it names in plan and timetable looked up; and the refusals of its fields. */
export async function readEntry(act: Act, lesson: LessonHead, entry: LessonText): Promise<ReturnType<typeof readText>> {
  const { plannedTopicId, homeworkForId, topic } = entry;
  const takesPlanned = plannedTopicId && !topic?.trim();
  const planned = takesPlanned ? { topic: await titleOfTopic(act, lesson.courseId, plannedTopicId) } : {};
  const { text, refusals } = readText(lesson, { ...entry, ...planned });
  const isNew = homeworkForId && homeworkForId !== lesson.homeworkForId;
  const wrongDue = isNew ? await refuseDue(act, lesson, homeworkForId) : undefined;
  return { text, refusals: wrongDue ? [...refusals, wrongDue] : refusals };
}

/** Writes a text that the rules have read; the same text again leaves no trace. */
export async function writeText(act: Act, lesson: LessonHead, text: ReadText): Promise<void> {
  const { homeworkForId, ...written } = text;
  const same = (['topic', 'homework', 'noHomework', 'homeworkForId'] as const).every(
    field => text[field] === lesson[field],
  );
  if (same) return;
  const by = act.em.getReference(Person, act.by.id);
  const plannedTopicId =
    text.topic === lesson.topic ? lesson.plannedTopicId : await topicByText(act, lesson, text.topic);
  await act.em.nativeUpdate(
    Lesson,
    { id: lesson.id },
    {
      ...written,
      homeworkFor: homeworkForId,
      plannedTopic: plannedTopicId,
      filledAt: act.at,
      filledBy: by,
    },
  );
  await keepComplete(act, [lesson.id]);
  recordText(act, lesson, { ...text, plannedTopicId });
  await tellHomework(act, lesson, text);
}
