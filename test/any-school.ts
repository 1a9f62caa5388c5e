import fc from 'fast-check';
import type { AbsenceKind } from '#db/journal/absence.ts';
import { addDays, type Day } from '#school/calendar.ts';
import { addFinal } from './finals.ts';
import type { TestSchool } from './house.ts';
import { addAbsence, addLesson, query } from './journal.ts';
import { addCourse, addStay } from './reports.ts';

/** A school of any classes, students who come, move, leave and return, marks and absences: for what must hold of every school. */
export interface AnySchool {
  grades: number[];
  students: AnyStudent[];
  /** By class and day: шахматы, and шашки of both subgroups at once. */
  lessons: { of: number; day: number }[];
  absences: { student: number; lesson: number; course: number; kind: AbsenceKind }[];
}

interface AnyStudent {
  /** Days after the first of September. */
  since: number;
  in: number;
  subgroup: 1 | 2;
  /** What happens next, so many days later: a move to a class, or leaving (and returning there after some days). */
  steps: { after: number; to: number; away: number | null }[];
  /** Of шахматы and шашки, in each period, wherever the student was in it. */
  marks: (number | 'not-attested' | null)[];
}

const grades = [1, 2, 2, 3, 5, 9, 10];
const days = 119;

export const anySchool: fc.Arbitrary<AnySchool> = fc.subarray(grades, { minLength: 2, maxLength: 4 }).chain(own => {
  const inClass = fc.nat({ max: own.length - 1 });
  const step = fc.record({
    after: fc.integer({ min: 1, max: 50 }),
    to: inClass,
    away: fc.option(fc.integer({ min: 1, max: 40 }), { freq: 1 }),
  });
  const mark = fc.constantFrom(5, 4, 3, 2, 'not-attested' as const, null);
  const student = fc.record({
    since: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat({ max: days })),
    in: inClass,
    subgroup: fc.constantFrom(1, 2),
    steps: fc.array(step, { maxLength: 3 }),
    marks: fc.array(mark, { minLength: 4, maxLength: 4 }),
  });
  return fc.record({
    grades: fc.constant(own),
    students: fc.array(student as fc.Arbitrary<AnyStudent>, { minLength: 1, maxLength: 10 }),
    lessons: fc.uniqueArray(fc.record({ of: inClass, day: fc.nat({ max: days }) }), {
      maxLength: 8,
      selector: ({ of, day }) => `${of} ${day}`,
    }),
    absences: fc.uniqueArray(
      fc.record({
        student: fc.nat({ max: 9 }),
        lesson: fc.nat({ max: 7 }),
        course: fc.nat({ max: 2 }),
        kind: fc.constantFrom<AbsenceKind>('ill', 'valid', 'unexcused', 'unknown', 'late'),
      }),
      { maxLength: 12, selector: ({ student, lesson, course }) => `${student} ${lesson} ${course}` },
    ),
  });
});

/** The school as it stands in the year that began so: its classes, by the names reports give them. */
export interface StoodSchool {
  classes: { id: number; name: string; kind: 'quarter' | 'half-year' }[];
}

const teachers = ['ivanova', 'orlova', 'volkov'] as const;

/**
 * Puts the school into a past year of its own: quarters 1 September to 31 October and 5 November to 29 December, the half-year over
 * both; шахматы with one journal in each class, шашки with two subgroups.
 */
export async function standUp(school: TestSchool, any: AnySchool, year: number): Promise<StoodSchool> {
  const [made] = await query<{ id: number }>(
    school,
    `insert into school_year (first_day, last_day) values (:first, :last) returning id`,
    { first: `${year}-09-01`, last: `${year + 1}-05-28` },
  );
  const yearId = made!.id;
  const on = (day: number): Day => addDays(`${year}-09-01`, day);
  const periods = await addPeriods(school, { yearId, year });
  const classes: AnyClass[] = [];
  for (const index of any.grades.keys()) classes.push(await addClass(school, any, { index, yearId }));
  const studentIds: number[] = [];
  for (const student of any.students) {
    const studentId = await addPupil(school, { year, number: studentIds.length });
    const stays = staysOf(student);
    for (const stay of stays) await addStayOf(school, { studentId, stay, own: classes[stay.in]!, student, on });
    await giveMarks(school, { studentId, student, stays, classes, periods });
    studentIds.push(studentId);
  }
  await missLessons(school, any, { classes, studentIds, on });
  return { classes };
}

/** So many days after the first of September. */
type DayOf = (day: number) => Day;
type AnyClass = StoodSchool['classes'][number] & { courses: [number, number, number] };

async function addPeriods(
  school: TestSchool,
  { yearId, year }: { yearId: number; year: number },
): Promise<{ id: number; kind: string }[]> {
  const periods: { id: number; kind: string }[] = [];
  for (const [kind, number, first, last] of [
    ['quarter', 1, '09-01', '10-31'],
    ['quarter', 2, '11-05', '12-29'],
    ['half-year', 1, '09-01', '12-29'],
  ] as const) {
    const [made] = await query<{ id: number; kind: string }>(
      school,
      `insert into period (year_id, kind, number, first_day, last_day) values (:yearId, :kind, :number, :first, :last)
       returning id, kind`,
      { yearId, kind, number, first: `${year}-${first}`, last: `${year}-${last}` },
    );
    periods.push(made!);
  }
  return periods;
}

async function addClass(
  school: TestSchool,
  { grades }: AnySchool,
  { index, yearId }: { index: number; yearId: number },
): Promise<AnyClass> {
  const grade = grades[index]!;
  const letter = 'АБВГДЕЖ'[index]!;
  const kind = grade > 9 ? 'half-year' : 'quarter';
  const [made] = await query<{ id: number }>(
    school,
    `insert into school_class (year_id, grade, letter, period_kind) values (:yearId, :grade, :letter, :kind) returning id`,
    { yearId, grade, letter, kind },
  );
  const { id } = made!;
  const course = (place: number, of: { subject: string; subgroup?: number }) =>
    addCourse(school, id, { ...of, teacher: teachers[(index + place) % 3]! });
  const courses: AnyClass['courses'] = [
    await course(0, { subject: 'Шахматы' }),
    await course(1, { subject: 'Шашки', subgroup: 1 }),
    await course(2, { subject: 'Шашки', subgroup: 2 }),
  ];
  return { id, name: `${grade}${letter}`, kind, courses };
}

async function addPupil(school: TestSchool, { year, number }: { year: number; number: number }): Promise<number> {
  const [made] = await query<{ id: number }>(
    school,
    `with p as (insert into person (family_name, given_name, sex, login, created_at)
       values (:family, 'Пётр', :sex, :login, now()) returning id)
     insert into student (person_id) select id from p returning id`,
    { family: `Ученик${number}`, sex: number % 2 ? 'male' : 'female', login: `any-${year}-${number}` },
  );
  return made!.id;
}

interface OneStay {
  studentId: number;
  student: AnyStudent;
  stay: AnyStay;
  own: AnyClass;
  on: DayOf;
}

/** In the class, and in the subgroup of шашки. */
async function addStayOf(school: TestSchool, { studentId, student, stay, own, on }: OneStay): Promise<void> {
  const [since, until] = [on(stay.since), stay.until === null ? null : on(stay.until)];
  await addStay(school, studentId, { classId: own.id, since, arrival: stay.arrival });
  await query(
    school,
    `with joined as (insert into subgroup_member (subgroup_id, student_id, since, until)
       select subgroup_id, :studentId, :since, :until from course where id = :courseId)
     update enrolment set until = :until, departure = :departure where student_id = :studentId and since = :since`,
    { studentId, courseId: own.courses[student.subgroup], since, until, departure: stay.departure },
  );
}

async function missLessons(
  school: TestSchool,
  any: AnySchool,
  { classes, studentIds, on }: { classes: readonly AnyClass[]; studentIds: readonly number[]; on: DayOf },
): Promise<void> {
  const lessons: number[][] = [];
  for (const { of, day } of any.lessons) {
    const own: number[] = [];
    for (const [index, courseId] of classes[of]!.courses.entries())
      own.push(await addLesson(school, courseId, { day: on(day), slot: index === 0 ? 1 : 2 }));
    lessons.push(own);
  }
  if (lessons.length === 0) return;
  const done = new Set<string>();
  for (const { student, lesson, course, kind } of any.absences) {
    const [studentId, lessonId] = [
      studentIds[student % studentIds.length]!,
      lessons[lesson % lessons.length]![course]!,
    ];
    const isNew = done.size !== done.add(`${studentId} ${lessonId}`).size;
    if (isNew) await addAbsence(school, { lessonId, studentId, kind });
  }
}

interface AnyStay {
  in: number;
  since: number;
  arrival: 'enrolled' | 'moved' | 'returned';
  until: number | null;
  departure: 'moved' | 'left' | null;
}

/** One after another; a step to the class one is in already is none. */
function staysOf({ since, in: own, steps }: AnyStudent): AnyStay[] {
  const stays: AnyStay[] = [{ in: own, since, arrival: 'enrolled', until: null, departure: null }];
  for (const { after, to, away } of steps) {
    const last = stays.at(-1)!;
    if (away === null && to === last.in) continue;
    const until = last.since + after;
    Object.assign(last, { until, departure: away === null ? 'moved' : 'left' });
    stays.push({
      ...{ in: to, since: until + (away ?? 0), arrival: away === null ? 'moved' : 'returned' },
      ...{ until: null, departure: null },
    });
  }
  return stays;
}

interface Marking {
  studentId: number;
  student: AnyStudent;
  stays: readonly AnyStay[];
  classes: readonly { kind: string; courses: readonly number[] }[];
  periods: readonly { id: number; kind: string }[];
}

/** In the class of the first stay, and of the last: a mark given before a move stands in the journal of that time. */
async function giveMarks(school: TestSchool, { studentId, student, stays, classes, periods }: Marking): Promise<void> {
  for (const own of new Set([classes[stays[0]!.in]!, classes[stays.at(-1)!.in]!])) {
    for (const [index, period] of periods.filter(({ kind }) => kind === own.kind).entries())
      for (const [place, courseId] of [own.courses[0]!, own.courses[student.subgroup]!].entries()) {
        const mark = student.marks[(2 * index + place) % 4]!;
        if (mark === null) continue;
        const of = typeof mark === 'number' ? { value: mark } : { word: mark };
        await addFinal(school, { courseId, studentId, stage: 'period', periodId: period.id, ...of });
      }
  }
}
