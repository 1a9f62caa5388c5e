import type { Act } from '#school/act.ts';
import { type Choice, chosenFinals } from '../finals/chosen-finals.ts';
import { dueCells } from '../finals/due-cells.ts';
import { type FinalsCourse, loadFinalsCourses } from '../finals/finals-course.ts';
import { type Suggestion, suggestPeriod } from '../finals/suggest.ts';

/** A student's period in one course: what comes out of the marks so far. */
export interface PeriodFigures extends Suggestion {
  periodId: number;
}

/** The same with what the teacher has chosen. */
export interface PeriodColumnCell extends PeriodFigures {
  choice: Choice;
}

/** What came out of it for one student, after a cell was changed; nothing where there are no marks. Two queries. */
export async function figuresOfStudent(
  act: Act,
  { courseId, studentId }: { courseId: number; studentId: number },
): Promise<PeriodFigures[]> {
  const [course] = await loadFinalsCourses(act, { where: 'c.id = :courseId', params: { courseId } });
  if (course?.scale !== 'marks') return [];
  const due = await dueCells(act, { courseIds: [courseId], studentId });
  return due.map(({ periodId, marks }) => ({ periodId, ...suggestPeriod(course, marks, act.today) }));
}

/** Of everyone in the course, by student and period, with the chosen marks. Two queries. */
export async function figuresOfCourse(act: Act, course: FinalsCourse): Promise<Map<number, PeriodColumnCell[]>> {
  if (course.scale !== 'marks') return new Map();
  const due = await dueCells(act, { courseIds: [course.courseId] });
  const studentIds = [...new Set(due.map(({ studentId }) => studentId))];
  const chosen = await chosenFinals(act, { courses: [course], studentIds });
  const choiceOf = new Map(
    chosen
      .filter(
        ({ stage, yearId, subject }) => stage === 'period' && yearId === course.yearId && subject === course.subject,
      )
      .map(({ studentId, periodId, choice }) => [`${studentId} ${periodId}`, choice]),
  );
  const cells = due.map(({ studentId, periodId, marks }) => ({
    studentId,
    cell: {
      periodId,
      ...suggestPeriod(course, marks, act.today),
      choice: choiceOf.get(`${studentId} ${periodId}`) ?? null,
    },
  }));
  const byStudent = Map.groupBy(cells, ({ studentId }) => studentId);
  return new Map([...byStudent].map(([id, own]) => [id, own.map(({ cell }) => cell)]));
}
