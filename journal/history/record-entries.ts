import type { Act } from '#school/act.ts';
import type { ReadText } from '../enter-text.ts';
import type { FinalsBook } from '../finals/finals-book.ts';
import type { LessonHead } from '../lesson-head.ts';
import type { Sheet } from '../sheet.ts';
import { recordChange } from './record-change.ts';
import {
  absenceState,
  absenceSubject,
  finalState,
  finalSubject,
  homeworkState,
  markState,
  markSubject,
  textSubject,
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

/** The topic and homework of a lesson, into the history. */
export function recordText(act: Act, lesson: LessonHead, text: ReadText): void {
  const states = { topic: topicState, homework: homeworkState };
  for (const deed of ['topic', 'homework'] as const) {
    const [before, after] = [states[deed](lesson), states[deed](text)];
    recordChange(act, { deed, subject: textSubject(deed, lesson.id), course: lesson.courseId, before, after });
  }
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
