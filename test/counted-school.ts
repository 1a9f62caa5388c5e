import type { AbsenceKind } from '#db/journal/absence.ts';
import type { Day } from '#school/calendar.ts';
import { addFinal } from './finals.ts';
import type { TestSchool } from './house.ts';
import { addAbsence, addLesson, query } from './journal.ts';
import { addCourse } from './reports.ts';

type ClassName = '2А' | '2Б' | '10А';

/** A past year of three small classes, to be counted by hand. */
export interface CountedSchool {
  classes: Record<ClassName, number>;
  /** By family name. */
  students: Record<string, number>;
  /** The journal of a class: `2А Шахматы`. */
  courses: Record<string, number>;
}

/** A day of that year, as a report is asked for it. */
export const countedYear = '2020-10-01';

interface Pupil {
  name: string;
  in: ClassName;
  /** Шахматы, шашки; null is missing. */
  marks: [number | string | null, number | string | null];
  came?: Day;
  left?: Day;
  moved?: { day: Day; to: ClassName };
}

/** The first quarter: 1 September to 31 October 2020; of 10А the half-year. */
const pupils: Pupil[] = [
  { name: 'Абрамов', in: '2А', marks: [5, 5] },
  { name: 'Белов', in: '2А', marks: [5, 4] },
  { name: 'Волков', in: '2А', marks: [3, 4], moved: { day: '2020-10-12', to: '2Б' } },
  { name: 'Гусев', in: '2А', marks: [2, 2], left: '2020-10-12' },
  { name: 'Дымов', in: '2А', marks: [4, null], came: '2020-10-12' },
  { name: 'Ильин', in: '2Б', marks: [2, 'not-attested'] },
  { name: 'Котов', in: '10А', marks: [4, null] },
];

/** The year 2020/2021 with two quarters, the half-year of both, two subjects and the pupils above. */
export async function countedSchool(school: TestSchool): Promise<CountedSchool> {
  const periods = await addYear(school);
  const counted: CountedSchool = {
    classes: {
      '2А': await addClass(school, { grade: 2, letter: 'А', teacher: 'ivanova', kind: 'quarter' }),
      '2Б': await addClass(school, { grade: 2, letter: 'Б', teacher: 'fedorova', kind: 'quarter' }),
      '10А': await addClass(school, { grade: 10, letter: 'А', teacher: 'volkov', kind: 'half-year' }),
    },
    ...{ students: {}, courses: {} },
  };
  for (const [name, classId] of Object.entries(counted.classes)) {
    for (const subject of ['Шахматы', 'Шашки'])
      counted.courses[`${name} ${subject}`] = await addCourse(school, classId, { subject, teacher: 'orlova' });
  }
  for (const pupil of pupils) {
    const studentId = await addPupil(school, pupil, counted.classes);
    counted.students[pupil.name] = studentId;
    for (const [index, subject] of ['Шахматы', 'Шашки'].entries()) {
      const mark = pupil.marks[index]!;
      if (mark === null) continue;
      const of = typeof mark === 'number' ? { value: mark } : { word: mark };
      const courseId = counted.courses[`${pupil.in} ${subject}`]!;
      await addFinal(school, { courseId, studentId, stage: 'period', periodId: periods[pupil.in], ...of });
    }
  }
  return counted;
}

/** Gives the period in which the marks of each class are. */
async function addYear(school: TestSchool): Promise<Record<ClassName, number>> {
  await query(school, `insert into school_year (first_day, last_day) values ('2020-09-01', '2021-05-28')`);
  const add = async (kind: string, number: number, first: Day, last: Day) => {
    const [made] = await query<{ id: number }>(
      school,
      `insert into period (year_id, kind, number, first_day, last_day)
       select id, :kind, :number, :first, :last from school_year where first_day = '2020-09-01' returning id`,
      { kind, number, first, last },
    );
    return made!.id;
  };
  const quarter = await add('quarter', 1, '2020-09-01', '2020-10-31');
  await add('quarter', 2, '2020-11-05', '2020-12-29');
  const half = await add('half-year', 1, '2020-09-01', '2020-12-29');
  return { '2А': quarter, '2Б': quarter, '10А': half };
}

async function addClass(
  school: TestSchool,
  of: { grade: number; letter: string; teacher: string; kind: string },
): Promise<number> {
  const [made] = await query<{ id: number }>(
    school,
    `insert into school_class (year_id, grade, letter, class_teacher_id, period_kind)
     select id, :grade, :letter, (select id from person where login = :teacher), :kind
     from school_year where first_day = '2020-09-01' returning id`,
    of,
  );
  return made!.id;
}

async function addPupil(school: TestSchool, pupil: Pupil, classes: CountedSchool['classes']): Promise<number> {
  const { name, came, left, moved } = pupil;
  const [made] = await query<{ id: number }>(
    school,
    `with p as (insert into person (family_name, given_name, sex, login, created_at)
       values (:name, 'Пётр', 'male', :login, now()) returning id)
     insert into student (person_id) select id from p returning id`,
    { name, login: `counted-${pupils.indexOf(pupil)}` },
  );
  const stay = (of: object) =>
    query(
      school,
      `insert into enrolment (student_id, school_class_id, since, arrival, until, departure)
       values (:studentId, :classId, :since, :arrival, :until, :departure)`,
      { studentId: made!.id, until: null, departure: null, ...of },
    );
  await stay({
    classId: classes[pupil.in],
    ...{ since: came ?? '2020-09-01', arrival: came ? 'enrolled' : 'promoted' },
    ...{ until: left ?? moved?.day ?? null, departure: left ? 'left' : moved ? 'moved' : null },
  });
  if (moved) await stay({ classId: classes[moved.to], since: moved.day, arrival: 'moved' });
  return made!.id;
}

/**
 * Two lessons on each of three days in every class. In the first quarter Абрамов was ill for a whole day and missed another whole one,
 * Белов missed a lesson, Гусев a day before he left; in the second Белов came late, Волков of 2Б missed a day, Котов of 10А a lesson.
 */
export async function missCounted(school: TestSchool, { courses, students }: CountedSchool): Promise<void> {
  const lessons: Record<string, number[]> = {};
  for (const day of ['2020-09-14', '2020-10-05', '2020-11-16'] as const) {
    for (const className of ['2А', '2Б', '10А']) {
      const own: number[] = [];
      for (const [index, subject] of ['Шахматы', 'Шашки'].entries())
        own.push(await addLesson(school, courses[`${className} ${subject}`]!, { day, slot: index + 1 }));
      lessons[`${day} ${className}`] = own;
    }
  }
  const missed: [name: string, at: string, kinds: (AbsenceKind | null)[]][] = [
    ['Абрамов', '2020-09-14 2А', ['ill', 'ill']],
    ['Абрамов', '2020-10-05 2А', ['ill', 'unexcused']],
    ['Белов', '2020-09-14 2А', ['ill', null]],
    ['Белов', '2020-11-16 2А', [null, 'late']],
    ['Гусев', '2020-09-14 2А', ['valid', 'unknown']],
    ['Волков', '2020-11-16 2Б', ['valid', 'valid']],
    ['Котов', '2020-11-16 10А', [null, 'unexcused']],
  ];
  for (const [name, at, kinds] of missed) {
    for (const [index, kind] of kinds.entries())
      if (kind) await addAbsence(school, { lessonId: lessons[at]![index]!, studentId: students[name]!, kind });
  }
}
