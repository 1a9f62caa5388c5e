import type { AbsenceKind } from '#db/journal/absence.ts';
import type { Day } from '#school/calendar.ts';
import type { Refusal } from '#school/refusal.ts';
import type { TestSchool } from './house.ts';

/** The lesson of a class in a subject on a day; of a subgroup when its number is given. */
export async function lessonOf(
  school: TestSchool,
  which: { className: string; subject: string; day: Day; subgroup?: number },
): Promise<number> {
  const [row] = await query<{ id: number }>(
    school,
    `select l.id from lesson l join course c on c.id = l.course_id join school_class k on k.id = c.school_class_id
     join subject j on j.id = c.subject_id left join subgroup g on g.id = c.subgroup_id
     where k.grade || k.letter = :className and j.name = :subject and l.day = :day
       and (:subgroup::int is null or g.number = :subgroup) order by l.slot`,
    { subgroup: null, ...which },
  );
  if (!row) throw new Error(`no lesson: ${JSON.stringify(which)}`);
  return row.id;
}

/** A student by family and given name, in a class when the name is not enough. */
export async function studentOf(school: TestSchool, name: string): Promise<number> {
  const [row] = await query<{ id: number }>(
    school,
    `select s.id from student s join person p on p.id = s.person_id where p.family_name || ' ' || p.given_name = :name`,
    { name },
  );
  if (!row) throw new Error(`no student ${name}`);
  return row.id;
}

/** A subject by its name. */
export async function subjectOf(school: TestSchool, name: string): Promise<number> {
  const [row] = await query<{ id: number }>(school, 'select id from subject where name = :name', { name });
  if (!row) throw new Error(`no subject ${name}`);
  return row.id;
}

/** Rows straight from the test's own database. */
export function query<T extends object>(
  school: TestSchool,
  sql: string,
  params: Record<string, unknown> = {},
): Promise<T[]> {
  return school.orm.em.fork().execute<T[]>(sql, params);
}

/** A class of its own to count by hand: three students, one teacher, one course without a lesson yet. */
export interface SmallClass {
  id: number;
  courseId: number;
  students: [number, number, number];
}

/** Makes class 3К of this year with Анна, Борис and Вера, learning «Шахматы» with Иванова; Фёдорова leads it. */
export async function smallClass(
  school: TestSchool,
  options: { since?: Day; grade?: number } = {},
): Promise<SmallClass> {
  const { since = '2026-09-01', grade = 3 } = options;
  const [made] = await query<{ id: number; course: number }>(
    school,
    `with k as (insert into school_class (year_id, grade, letter, class_teacher_id, period_kind)
       select max(y.id), :grade, 'К', (select id from person where login = 'fedorova'), 'quarter' from school_year y returning id),
     j as (insert into subject (name, short_name) values ('Шахматы', 'шахм.') returning id)
     insert into course (school_class_id, subject_id, teacher_id, hours_per_week, graded)
     select k.id, j.id, (select id from person where login = 'ivanova'), 2, true from k, j
     returning school_class_id as id, id as course`,
    { grade },
  );
  const students: number[] = [];
  for (const [given, family] of [
    ['Анна', 'Арсеньева'],
    ['Борис', 'Быков'],
    ['Вера', 'Волошина'],
  ]) {
    const [student] = await query<{ id: number }>(
      school,
      `with p as (insert into person (family_name, given_name, sex, login, created_at)
         values (:family, :given, 'female', :login, now()) returning id),
       s as (insert into student (person_id) select id from p returning id)
       insert into enrolment (student_id, school_class_id, since, arrival) select s.id, :classId, :since, 'enrolled' from s
       returning student_id as id`,
      { family, given, login: `small-${given}`, classId: made!.id, since },
    );
    students.push(student!.id);
  }
  return { id: made!.id, courseId: made!.course, students: students as [number, number, number] };
}

/** A lesson of the course, filled as told. */
export async function addLesson(
  school: TestSchool,
  courseId: number,
  lesson: { day: Day; slot?: number; topic?: string; homework?: string; noHomework?: boolean; attendance?: boolean },
): Promise<number> {
  const [row] = await query<{ id: number }>(
    school,
    `insert into lesson (course_id, day, slot, room, topic, homework, no_homework, attendance_at)
     values (:courseId, :day, :slot, '1', :topic, :homework, :noHomework, case when :attendance then now() end) returning id`,
    { slot: 1, topic: null, homework: null, noHomework: false, attendance: false, ...lesson, courseId },
  );
  return row!.id;
}

/** A mark as if given at that moment by Иванова. */
export async function addMark(
  school: TestSchool,
  mark: { lessonId: number; studentId: number; value: number; at?: string; position?: number; workKind?: number },
): Promise<void> {
  await query(
    school,
    `insert into mark (lesson_id, student_id, position, value, work_kind_id, by_id, at)
     select :lessonId, :studentId, :position, :value, :workKind, id, :at from person where login = 'ivanova'`,
    { position: 1, workKind: 1, at: '2026-11-20T10:00:00Z', ...mark },
  );
}

/** An absence as if Иванова had put it. */
export async function addAbsence(
  school: TestSchool,
  absence: { lessonId: number; studentId: number; kind: AbsenceKind },
): Promise<void> {
  await query(
    school,
    `insert into absence (lesson_id, student_id, kind, by_id, at)
     select :lessonId, :studentId, :kind, id, '2026-11-20T10:00:00Z' from person where login = 'ivanova'`,
    absence,
  );
}

/** The refusal with which the work ends; a work that succeeds fails the test. */
export function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  return work.then(
    () => {
      throw new Error('nothing was refused');
    },
    (error: Refusal) => error,
  );
}
