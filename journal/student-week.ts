import type { Act } from '#school/act.ts';
import { addDays, type Day, weekOf } from '#school/calendar.ts';
import type { CalendarDay } from '#school/days-between.ts';
import type { StudentFactsView } from './student-facts.ts';
import { type HomeworkTask, studentHomeworkDays } from './student-homework.ts';
import { type LessonEntry, studentMarks } from './student-marks.ts';
import { studentTimetable, type TimetableLesson } from './student-timetable.ts';

export interface StudentWeek {
  student: StudentFactsView;
  monday: Day;
  sunday: Day;
  /** Mondays of the weeks around it. */
  previous: Day;
  next: Day;
  /** It is the week of today. */
  current: boolean;
  days: WeekDay[];
}

/** A day of the diary; `lessons` is empty on a day off. */
export interface WeekDay extends CalendarDay {
  lessons: DiaryLesson[];
}

/** A lesson as a diary shows it: what is due at it, and what was got or missed. */
export interface DiaryLesson extends TimetableLesson {
  /** What is due at this lesson; a task without `homework` says «не задано». */
  tasks: HomeworkTask[];
  marks: LessonEntry['marks'];
  absence: LessonEntry['absence'];
}

/**
 * The diary's week of any day of it: timetable, homework due, marks, absences. For who may read the marks; the number of
 * queries is constant. Refuses: not-found.
 */
export async function studentWeek(act: Act, studentId: number, day: Day = act.today): Promise<StudentWeek> {
  const { monday, sunday } = weekOf(day);
  const span = { from: monday, to: sunday };
  const { student, days } = await studentTimetable(act, studentId, span);
  const homework = await studentHomeworkDays(act, studentId, span);
  const marks = await studentMarks(act, studentId, span);
  const tasksAt = Map.groupBy(
    homework.days.flatMap(({ tasks }) => tasks),
    ({ lessonId }) => lessonId,
  );
  const entryAt = new Map(marks.days.flatMap(({ entries }) => entries.map(entry => [entry.lessonId, entry])));
  return {
    ...{ student, monday, sunday },
    previous: addDays(monday, -7),
    next: addDays(monday, 7),
    current: monday <= act.today && act.today <= sunday,
    days: days.map(one => ({
      ...one,
      lessons: one.lessons.map(lesson => ({
        ...lesson,
        tasks: tasksAt.get(lesson.lessonId) ?? [],
        marks: entryAt.get(lesson.lessonId)?.marks ?? [],
        absence: entryAt.get(lesson.lessonId)?.absence ?? null,
      })),
    })),
  };
}
