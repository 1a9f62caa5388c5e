import type { AbsenceKind } from '#db/journal/absence.ts';
import type { Day } from '#school/calendar.ts';
import { addFinal, periodIdOf } from './finals.ts';
import type { TestSchool } from './house.ts';
import { addAbsence, addLesson, query, type SmallClass, smallClass } from './journal.ts';
import { standIn } from './substitution.ts';

/** The course of a subject (new or known) in a class; of a subgroup with its members when they are given. */
export async function addCourse(
  school: TestSchool,
  classId: number,
  course: { subject: string; teacher: string; graded?: boolean; subgroup?: number; members?: readonly number[] },
): Promise<number> {
  const { subject, teacher, graded = true, subgroup = null, members = [] } = course;
  const [made] = await query<{ id: number }>(
    school,
    `with j as (insert into subject (name, short_name) values (:subject, lower(left(:subject, 4)) || '.')
       on conflict (name) do update set short_name = subject.short_name returning id),
     g as (insert into subgroup (school_class_id, subject_id, number)
       select :classId, j.id, :subgroup from j where :subgroup::int is not null returning id),
     m as (insert into subgroup_member (subgroup_id, student_id, since) select g.id, s, '2026-09-01' from g, unnest(:members::int[]) s)
     insert into course (school_class_id, subgroup_id, subject_id, teacher_id, hours_per_week, graded)
     select :classId, (select id from g), j.id, (select id from person where login = :teacher), 2, :graded from j returning id`,
    { classId, subject, teacher, graded, subgroup, members: `{${members.join(',')}}` },
  );
  return made!.id;
}

/** A student who came on the first of September; gives the student. */
export async function addStudent(school: TestSchool, classId: number, name: string): Promise<number> {
  const [family, given] = name.split(' ') as [string, string];
  const [student] = await query<{ id: number }>(
    school,
    `with p as (insert into person (family_name, given_name, sex, login, created_at)
       values (:family, :given, 'female', :login, now()) returning id),
     s as (insert into student (person_id) select id from p returning id)
     insert into enrolment (student_id, school_class_id, since, arrival) select s.id, :classId, '2026-09-01', 'promoted' from s
     returning student_id as id`,
    { family, given, classId, login: `${family}-${given}`.slice(0, 30) },
  );
  return student!.id;
}

/** Ends the student's stay in the class: that day is the first without. */
export async function endStay(
  school: TestSchool,
  studentId: number,
  { until, departure }: { until: Day; departure: 'left' | 'moved' },
): Promise<void> {
  await query(
    school,
    'update enrolment set until = :until, departure = :departure where student_id = :studentId and until is null',
    { studentId, until, departure },
  );
}

export async function addStay(
  school: TestSchool,
  studentId: number,
  { classId, since, arrival }: { classId: number; since: Day; arrival: 'moved' | 'returned' | 'enrolled' },
): Promise<void> {
  await query(
    school,
    'insert into enrolment (student_id, school_class_id, since, arrival) values (:studentId, :classId, :since, :arrival)',
    { studentId, classId, since, arrival },
  );
}

/** A class to be counted by hand: «3К» of test/journal.ts with everything that makes a report hard. */
export interface HardClass extends SmallClass {
  /** «3Л», to which Дарья moved. */
  other: number;
  courses: { english1: number; english2: number; craft: number; ethics: number; otherChess: number };
  names: Record<'anna' | 'boris' | 'vera' | 'gleb' | 'darya' | 'egor', number>;
  quarter: number;
}

/**
 * The first quarter (1 September to 23 October 2026) of 3К. Глеб left on 14 September and returned on 5 October; Дарья moved
 * to 3Л on 1 October, her шахматы of the quarter stand in 3К; Егор left on 12 October with a mark. Английский is learnt in two
 * subgroups (Орлова: Анна; Волков: the others), труд in one that Вера is not in, этика has зачёт.
 *
 *           шахматы  английский  труд   этика
 * Анна         5         4        5     зачёт
 * Борис        3         н/а      4     незачёт
 * Вера         4         5        –     зачёт
 * Глеб         2       nothing    3     nothing
 * Дарья (3Л)   4                                     Егор left with a 5
 */
export async function hardClass(school: TestSchool): Promise<HardClass> {
  const small = await smallClass(school);
  const quarter = await periodIdOf(school, 'quarter', 1);
  const [anna, boris, vera] = small.students;
  const [gleb, darya, egor] = [
    await addStudent(school, small.id, 'Громов Глеб'),
    await addStudent(school, small.id, 'Дроздова Дарья'),
    await addStudent(school, small.id, 'Ершов Егор'),
  ];
  const other = await parallelClass(school);
  await endStay(school, gleb, { until: '2026-09-14', departure: 'left' });
  await addStay(school, gleb, { classId: small.id, since: '2026-10-05', arrival: 'returned' });
  await endStay(school, darya, { until: '2026-10-01', departure: 'moved' });
  await addStay(school, darya, { classId: other, since: '2026-10-01', arrival: 'moved' });
  await endStay(school, egor, { until: '2026-10-12', departure: 'left' });
  const course = (of: Parameters<typeof addCourse>[2]) => addCourse(school, small.id, of);
  const english = { subject: 'Английский разговор' };
  const courses = {
    english1: await course({ ...english, teacher: 'orlova', subgroup: 1, members: [anna] }),
    english2: await course({ ...english, teacher: 'volkov', subgroup: 2, members: [boris, vera, gleb] }),
    craft: await course({ subject: 'Труд и ремесло', teacher: 'volkov', subgroup: 1, members: [anna, boris, gleb] }),
    ethics: await course({ subject: 'Этика', teacher: 'fedorova', graded: false }),
    otherChess: await addCourse(school, other, { subject: 'Шахматы', teacher: 'volkov' }),
  };
  const give = (courseId: number, studentId: number, of: { value?: number; word?: string }) =>
    addFinal(school, { courseId, studentId, stage: 'period', periodId: quarter, ...of });
  const marks: [number, number, number | string][] = [
    ...([anna, boris, vera, gleb, darya, egor] as const).map((student, index): [number, number, number] => [
      small.courseId,
      student,
      [5, 3, 4, 2, 4, 5][index]!,
    ]),
    [courses.english1, anna, 4],
    [courses.english2, boris, 'not-attested'],
    [courses.english2, vera, 5],
    [courses.craft, anna, 5],
    [courses.craft, boris, 4],
    [courses.craft, gleb, 3],
    [courses.ethics, anna, 'pass'],
    [courses.ethics, boris, 'fail'],
    [courses.ethics, vera, 'pass'],
  ];
  for (const [courseId, studentId, mark] of marks) {
    await give(courseId, studentId, typeof mark === 'number' ? { value: mark } : { word: mark });
  }
  return { ...small, other, courses, quarter, names: { anna, boris, vera, gleb, darya, egor } };
}

/**
 * Lessons of the first quarter of 3К, all of 2026: шахматы is the first lesson of each day, английский of both subgroups the
 * second, труд the third on 6 October; 3Л has шахматы on 6 October. What stands is by lesson: шахматы, английский, труд.
 *
 *           8 Sep    22 Sep       6 Oct      13 Oct
 * Анна      б б                   · оп б
 * Борис              · оп
 * Вера                            б нп –     оп ·
 * Глеб      · нп     not here     б б б
 * Дарья     н –                   б in 3Л
 * Егор               у –                     not here, an «н» stands all the same
 *
 * The шахматы of 20 October was not held, though Анна has an «н» there.
 */
export async function hardDays(school: TestSchool, { courseId, courses, names }: HardClass): Promise<void> {
  const { anna, boris, vera, gleb, darya, egor } = names;
  const at = async (day: Day) => ({
    chess: await addLesson(school, courseId, { day, slot: 1 }),
    english1: await addLesson(school, courses.english1, { day, slot: 2 }),
    english2: await addLesson(school, courses.english2, { day, slot: 2 }),
  });
  const [first, second, third, fourth] = [
    await at('2026-09-08'),
    await at('2026-09-22'),
    await at('2026-10-06'),
    await at('2026-10-13'),
  ];
  const craft = await addLesson(school, courses.craft, { day: '2026-10-06', slot: 3 });
  const elsewhere = await addLesson(school, courses.otherChess, { day: '2026-10-06', slot: 1 });
  const cancelled = await addLesson(school, courseId, { day: '2026-10-20', slot: 1 });
  const missed: [number, number, AbsenceKind][] = [
    [first.chess, anna, 'ill'],
    [first.english1, anna, 'ill'],
    [first.english2, gleb, 'unexcused'],
    [first.chess, darya, 'unknown'],
    [second.english2, boris, 'late'],
    [second.chess, egor, 'valid'],
    [third.english1, anna, 'late'],
    [craft, anna, 'ill'],
    [third.chess, vera, 'ill'],
    [third.english2, vera, 'unexcused'],
    [third.chess, gleb, 'ill'],
    [third.english2, gleb, 'ill'],
    [craft, gleb, 'ill'],
    [elsewhere, darya, 'ill'],
    [fourth.chess, vera, 'late'],
    [fourth.chess, egor, 'unknown'],
    [cancelled, anna, 'unknown'],
  ];
  for (const [lessonId, studentId, kind] of missed) await addAbsence(school, { lessonId, studentId, kind });
  await standIn(school, { lessonId: cancelled });
  await query(school, `update substitution set kind = 'cancelled', teacher_id = null where lesson_id = :cancelled`, {
    cancelled,
  });
}

async function parallelClass(school: TestSchool): Promise<number> {
  const [made] = await query<{ id: number }>(
    school,
    `insert into school_class (year_id, grade, letter, class_teacher_id, period_kind)
     select max(y.id), 3, 'Л', (select id from person where login = 'orlova'), 'quarter' from school_year y returning id`,
  );
  return made!.id;
}
