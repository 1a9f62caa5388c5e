import type { Act, HouseAct } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { type CalendarDay, daysBetweenIncluded } from '#school/days-between.ts';
import { nextSchoolDay, schoolDaysAround } from '#school/school-days.ts';
import { isDueOn } from './homework-due.ts';
import { isBegun, lessonTables, timeParams } from './lesson-sql.ts';
import { type ResourceView, resourcesOf } from './resources/resources-of.ts';
import { type StudentFactsView, seenStudent } from './student-facts.ts';
import { concernsStudent } from './student-lessons.ts';

export interface StudentHomework {
  student: StudentFactsView;
  day: Day;
  isSchoolDay: boolean;
  /** What a day off is called, when it has a name. */
  dayOff: string | null;
  /** The last day of lessons before it, and the first after it. */
  previous: Day | null;
  next: Day | null;
  tasks: HomeworkTask[];
}

export interface HomeworkTask {
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
}

export interface StudentHomeworkDays {
  student: StudentFactsView;
  from: Day;
  to: Day;
  /** Every day of the span, those without lessons or tasks too. */
  days: (CalendarDay & { tasks: HomeworkTask[] })[];
}

export interface SubjectHomework {
  subjectId: number;
  subject: string;
  /** The next lesson of it, today's while it has not begun. */
  day: Day;
  tasks: HomeworkTask[];
}

/**
 * Homework due on a day (the next day of lessons, if none is named), of each subject the student has then: what was set at
 * the lessons before it, or earlier for that very lesson. Refuses: not-found.
 */
export async function studentHomework(act: Act, studentId: number, asked?: Day): Promise<StudentHomework> {
  const student = await seenStudent(act, studentId);
  const grade = student.grade ?? undefined;
  const day = asked ?? (await nextSchoolDay(act, act.today, grade)) ?? act.today;
  const tasks = await tasksOf(act, studentId, { from: day, to: day });
  const [calendar] = await daysBetweenIncluded(act, { from: day, to: day, grade: student.grade });
  const { previous, next } = await schoolDaysAround(act, day, grade);
  return {
    ...{ student, ...calendar!, previous: previous ?? null, next: next ?? null },
    tasks: tasks.map(bare),
  };
}

/** The same of several days, both ends included; four queries, however long the span. Refuses: not-found. */
export async function studentHomeworkDays(
  act: Act,
  studentId: number,
  { from, to }: { from: Day; to: Day },
): Promise<StudentHomeworkDays> {
  const student = await seenStudent(act, studentId);
  const tasks = await tasksOf(act, studentId, { from, to });
  const calendar = await daysBetweenIncluded(act, { from, to, grade: student.grade });
  const ofDay = Map.groupBy(tasks, ({ day }) => day);
  return { student, from, to, days: calendar.map(one => ({ ...one, tasks: (ofDay.get(one.day) ?? []).map(bare) })) };
}

/**
 * What is due in some subjects at their next lesson, or at those of a day. Subjects without a lesson then are absent.
 * Refuses: not-found.
 */
export async function homeworkOfSubjects(
  act: Act,
  studentId: number,
  { subjectIds, day }: { subjectIds: readonly number[]; day?: Day },
): Promise<{ student: StudentFactsView; subjects: SubjectHomework[] }> {
  const student = await seenStudent(act, studentId);
  const subjects = `{${subjectIds.join(',')}}`;
  const lessons = await act.em.execute<Omit<SubjectHomework, 'tasks'>[]>(
    `select distinct on (j.name collate "ru-x-icu") j.id as "subjectId", j.name as subject, l.day::text as day
     from ${lessonTables} where j.id = any(:subjects) and ${concernsStudent}
       and ${day ? 'l.day = :day' : `l.day >= :today and not ${isBegun}`}
     order by j.name collate "ru-x-icu", l.day, l.slot`,
    { ...timeParams(act), studentId, subjects, ...(day ? { day } : {}) },
  );
  const days = lessons.map(lesson => lesson.day).toSorted();
  const tasks = days.length > 0 ? await tasksOf(act, studentId, { from: days[0]!, to: days.at(-1)!, subjects }) : [];
  const isOf = (lesson: { subject: string; day: Day }) => (task: DatedTask) =>
    task.subject === lesson.subject && task.day === lesson.day;
  return { student, subjects: lessons.map(lesson => ({ ...lesson, tasks: tasks.filter(isOf(lesson)).map(bare) })) };
}

type DatedTask = HomeworkTask & { day: Day };

/** Every task due in the span, in the order of days and lessons. Two queries. */
async function tasksOf(
  act: HouseAct,
  studentId: number,
  span: { from: Day; to: Day; subjects?: string },
): Promise<DatedTask[]> {
  const tasks = await act.em.execute<Omit<DatedTask, 'resources'>[]>(tasksQuery, {
    studentId,
    subjects: null,
    ...span,
  });
  const resources = await resourcesOf(
    act,
    tasks.map(({ givenAt }) => givenAt),
  );
  return tasks.map(task => ({ ...task, resources: resources.get(task.givenAt) ?? [] }));
}

function bare({ day: _, ...task }: DatedTask): HomeworkTask {
  return task;
}

// That nothing is set is said only where nothing else is; of two lessons on one day that set something both count.
const tasksQuery = `
  with due as (
    select distinct on (l.day, l.course_id) l.id, l.course_id, l.day, l.slot, j.name as subject
    from ${lessonTables} where l.day between :from and :to and ${concernsStudent}
      and (:subjects::int[] is null or j.id = any(:subjects::int[]))
    order by l.day, l.course_id, l.slot)
  select due.day::text as day, due.subject, due.id as "lessonId", given.id as "givenAt", given.homework,
    given.day::text as "givenOn"
  from due
  cross join lateral (
    select l.id, l.day, l.homework, count(l.homework) over () as tasks,
      row_number() over (order by l.homework is null, l.day desc, l.slot desc) as place
    from lesson l
    where ${isDueOn('due.day', 'due.course_id')} and (l.homework is not null or l.no_homework)) given
  where given.homework is not null or (given.tasks = 0 and given.place = 1)
  order by due.day, due.slot, given.day, given.place`;
