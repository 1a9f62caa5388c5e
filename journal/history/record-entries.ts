import type { Act } from '#school/act.ts';
import { recordChange } from '#school/history/record-change.ts';
import type { ReadText } from '../enter-text.ts';
import type { FinalsBook } from '../finals/finals-book.ts';
import type { LessonHead } from '../lesson-head.ts';
import type { Sheet } from '../sheet.ts';
import {
  absenceState,
  absenceSubject,
  broughtState,
  broughtSubject,
  controlState,
  dueState,
  finalState,
  finalSubject,
  homeworkState,
  lessonSubject,
  markState,
  markSubject,
  planState,
  resourceState,
  resourceSubject,
  topicState,
} from './states.ts';

/** The marks and absences of a sheet, into the history. */
export function recordCells(act: Act, { lesson, changes }: Sheet): void {
  for (const change of changes) {
    const about = { course: lesson.courseId, student: change.student.id };
    if (change.cell === 'mark') {
      const subject = markSubject(lesson.id, change.student.id, change.position);
      const [before, after] = [markState(change.before), markState(change.after)];
      recordChange(act, { deed: 'mark', subject, ...about, before, after });
    } else {
      const subject = absenceSubject(lesson.id, change.student.id);
      const [before, after] = [absenceState(change.before), absenceState(change.after)];
      recordChange(act, { deed: 'absence', subject, ...about, before, after });
    }
  }
}

/** The topic of a lesson and the line of the plan it is, the homework and when it is due, into the history. */
export function recordText(act: Act, lesson: LessonHead, text: ReadText & { plannedTopicId: number | null }): void {
  const states = { topic: topicState, plan: planState, homework: homeworkState, due: dueState };
  for (const deed of ['topic', 'plan', 'homework', 'due'] as const) {
    const [before, after] = [states[deed](lesson), states[deed](text)];
    recordChange(act, { deed, subject: lessonSubject(deed, lesson.id), course: lesson.courseId, before, after });
  }
}

/** The control work planned for a lesson, into the history. */
export function recordControl(act: Act, lesson: LessonHead, controlId: number | null): void {
  const [before, after] = [controlState(lesson), controlState({ controlId })];
  const subject = lessonSubject('control', lesson.id);
  recordChange(act, { deed: 'control', subject, course: lesson.courseId, before, after });
}

/** A lesson that was filled before the plan came is now one of its lines, into the history. */
export function recordBinding(act: Act, courseId: number, binding: { lessonId: number; plannedTopicId: number }): void {
  const subject = lessonSubject('plan', binding.lessonId);
  recordChange(act, { deed: 'plan', subject, course: courseId, before: null, after: planState(binding) });
}

interface KeptResource {
  id: number;
  title: string;
  url: string | null;
  fileId: number | null;
}

/** A link or file put to a lesson, or taken away from it, into the history. */
export function recordResource(act: Act, lesson: LessonHead, resource: KeptResource, to: 'put' | 'taken'): void {
  const state = resourceState(resource);
  const [before, after] = to === 'put' ? [null, state] : [state, null];
  const subject = resourceSubject(lesson.id, resource.id);
  recordChange(act, { deed: 'resource', subject, course: lesson.courseId, before, after });
}

/** The final marks of a book, into the history. */
export function recordFinals(act: Act, { course: { courseId }, changes }: FinalsBook): void {
  for (const { student, column, cell, after } of changes) {
    recordChange(act, {
      deed: 'final',
      subject: finalSubject(courseId, student.id, column),
      course: courseId,
      student: student.id,
      before: finalState(cell.current?.choice ?? null),
      after: finalState(after),
    });
  }
}

/** Marks from another school, into the history. */
export function recordBrought(
  act: Act,
  about: { course: number; student: number; period: number },
  { before, after }: Record<'before' | 'after', Parameters<typeof broughtState>[0]>,
): void {
  const { course, student } = about;
  const states = { before: broughtState(before), after: broughtState(after) };
  recordChange(act, { deed: 'brought', subject: broughtSubject(about), course, student, ...states });
}
