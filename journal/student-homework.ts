import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { isSchoolDay, nextSchoolDay } from '#school/school-days.ts';
import { isDueOn } from './homework-due.ts';
import { lessonTables } from './lesson-sql.ts';
import { type ResourceView, resourcesOf } from './resources/resources-of.ts';
import { type StudentFactsView, seenStudent } from './student-facts.ts';
import { concernsStudent } from './student-lessons.ts';

export interface StudentHomework {
  student: StudentFactsView;
  day: Day;
  isSchoolDay: boolean;
  /** The first day of lessons after it. */
  next: Day | null;
  tasks: {
    subject: string;
    /** The lesson for which it is due. */
    lessonId: number;
    /** Nothing when the teacher said «не задано». */
    homework: string | null;
    givenOn: Day;
    /** The lesson at which it was set. */
    givenAt: number;
    /** Links and files that go with it. */
    resources: ResourceView[];
  }[];
}

/**
 * Homework due on a day, of each subject the student has then: what was set at the lessons before it, or earlier for that
 * very lesson. Refuses: not-found.
 */
export async function studentHomework(act: Act, studentId: number, day: Day): Promise<StudentHomework> {
  const student = await seenStudent(act, studentId);
  const tasks = await act.em.execute<Omit<Task, 'resources'>[]>(tasksQuery, { studentId, day });
  const resources = await resourcesOf(
    act,
    tasks.map(({ givenAt }) => givenAt),
  );
  return {
    student,
    day,
    isSchoolDay: await isSchoolDay(act, day, student.grade ?? undefined),
    next: (await nextSchoolDay(act, day)) ?? null,
    tasks: tasks.map(task => ({ ...task, resources: resources.get(task.givenAt) ?? [] })),
  };
}

type Task = StudentHomework['tasks'][number];

// That nothing is set is said only where nothing else is; of two lessons on one day that set something both count.
const tasksQuery = `
  with due as (
    select distinct on (l.course_id) l.id, l.course_id, l.day, l.slot, j.name as subject
    from ${lessonTables} where l.day = :day and ${concernsStudent} order by l.course_id, l.slot)
  select due.subject, due.id as "lessonId", given.id as "givenAt", given.homework, given.day::text as "givenOn"
  from due
  cross join lateral (
    select l.id, l.day, l.homework, count(l.homework) over () as tasks,
      row_number() over (order by l.homework is null, l.day desc, l.slot desc) as place
    from lesson l
    where ${isDueOn('due.day', 'due.course_id')} and (l.homework is not null or l.no_homework)) given
  where given.homework is not null or (given.tasks = 0 and given.place = 1)
  order by due.slot, given.day, given.place`;
