import { Refusal } from '#school/refusal.ts';
import { tidyText } from '#school/typed-text.ts';
import { longestHomework, longestTopic, refuseLocked, refuseLong } from './entry-rules.ts';
import type { LessonHead } from './lesson-head.ts';
import { underField } from './refuse-together.ts';

/** What a lesson was about and what is set for the next one; what is left out stays as it was. */
export interface LessonText {
  topic?: string | null | undefined;
  homework?: string | null | undefined;
  /** «Не задано», said explicitly. */
  noHomework?: boolean | undefined;
  /** A later lesson of the course for which the homework is due; null for the next. */
  homeworkForId?: number | null | undefined;
  /** A line of the course's plan, taken as the topic where none is typed. */
  plannedTopicId?: number | null | undefined;
}

export interface ReadText {
  topic: string | null;
  homework: string | null;
  noHomework: boolean;
  homeworkForId: number | null;
}

/** The lesson's text with the entry over it; the refusals of its fields, if any. A text may be planned before the lesson. */
export function readText(lesson: LessonHead, entry: LessonText): { text: ReadText; refusals: Refusal[] } {
  const text = {
    topic: entry.topic === undefined ? lesson.topic : tidyText(entry.topic ?? '').trim() || null,
    homework: entry.homework === undefined ? lesson.homework : tidyText(entry.homework ?? '').trim() || null,
    noHomework: entry.noHomework ?? lesson.noHomework,
    homeworkForId: entry.homeworkForId === undefined ? lesson.homeworkForId : entry.homeworkForId,
  };
  // Whoever sets homework over «не задано» has changed their mind; saying both at once is a slip.
  if (entry.homework && entry.noHomework === undefined) text.noHomework = false;
  if (entry.noHomework && entry.homework === undefined) text.homework = null;
  if (text.homework === null) text.homeworkForId = null;
  const refusals = [
    refuseLocked(lesson),
    underField(refuseLong(text.topic, longestTopic), 'topic'),
    underField(refuseHomework(lesson, text) ?? refuseLong(text.homework, longestHomework), 'homework'),
  ];
  return { text, refusals: refusals.filter(refusal => refusal !== undefined) };
}

/** None in grade 1; and either a task or «не задано». */
function refuseHomework({ grade }: LessonHead, { homework, noHomework }: ReadText): Refusal | undefined {
  if (homework === null) return undefined;
  if (grade === 1) return new Refusal('invalid', 'lesson/homework-first-grade');
  return noHomework ? new Refusal('invalid', 'lesson/homework-both') : undefined;
}
