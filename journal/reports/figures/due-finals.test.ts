import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Day } from '#school/calendar.ts';
import { movementOf } from '#school/movement/movement-of-stays.ts';
import { addFinal, courseOf, periodIdOf } from '#test/finals.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query } from '#test/journal.ts';
import { addCourse, type HardClass, hardClass } from '#test/reports.ts';
import { finalsProgress } from '../../finals/finals-progress.ts';
import { categoryOf, tellingMarks } from './categories.ts';
import { staysIn } from './class-movement.ts';
import { classProgress, marksOfStudent, subjectProgress, teacherOf } from './class-progress.ts';
import { type ClassFinals, dueFinals } from './due-finals.ts';
import type { FinalsChoice } from './span.ts';

let school: TestSchool;
let hard: HardClass;
let yearId: number;
beforeAll(async () => {
  school = await openTestSchool();
  hard = await hardClass(school);
  const [year] = await query<{ id: number }>(school, 'select max(id) as id from school_year');
  yearId = year!.id;
});
afterAll(() => school.close());

const read = (choice: FinalsChoice) => school.house.asHouse(act => dueFinals(act, choice));
const readOne = async (choice: FinalsChoice) => {
  const [found] = await read(choice);
  return found!;
};
const firstQuarter = (classId = hard.id) =>
  readOne({ span: { stage: 'period', periodIds: [hard.quarter] }, classIds: [classId] });
/** What stands in each cell, or why nothing is due. */
const table = ({ students }: ClassFinals) =>
  students.map(({ name, cells }) => [
    name.split(' ')[1],
    ...cells.map(({ state, choice }) => (state === 'due' || state === 'words' ? choice : state)),
  ]);
describe('the first quarter of 3К', () => {
  test('who is due for what, and why not', async () => {
    const finals = await firstQuarter();
    expect(finals).toMatchObject({
      ...{ className: '3К', classTeacher: 'Фёдорова С. И.', number: 1, periodKind: 'quarter' },
      ...{ from: '2026-09-01', to: '2026-10-23', asOf: '2026-10-23', startsOn: '2026-09-01', notAttestedWeight: 7 },
    });
    expect(finals.subjects.map(({ subject, graded, courses }) => [subject, graded, courses.length])).toEqual([
      ['Английский разговор', true, 2],
      ['Труд и ремесло', true, 1],
      ['Шахматы', true, 1],
      ['Этика', false, 1],
    ]);
    expect(table(finals)).toEqual([
      ['Анна', 4, 5, 5, 'pass'],
      ['Борис', 'not-attested', 4, 3, 'fail'],
      ['Вера', 5, 'no-subgroup', 4, 'pass'],
      ['Глеб', null, 3, 2, null],
      ['Дарья', 'gone', 'gone', 'gone', 'gone'],
      ['Егор', 'gone', 'gone', 'gone', 'gone'],
    ]);
  });

  test('a mark set before the move counts in the new class', async () => {
    expect(table(await firstQuarter(hard.other))).toEqual([['Дарья', 4]]);
  });

  test('by subject: subgroups together and each alone, зачёт beside', async () => {
    const finals = await firstQuarter();
    const { subjects } = classProgress(finals);
    // English of four: 4, н/а, 5, missing. Quality 2 of 4; (64 + 7 + 100)/4 = 42.75; (4 + 5)/2.
    expect(subjects[0]).toEqual({
      ...{ due: 4, five: 1, four: 1, three: 0, two: 0, one: 0, notAttested: 1, missing: 1, pass: 0, fail: 0 },
      ...{ success: 500, quality: 500, mastery: 4275, mean: 450 },
    });
    expect(subjectProgress(finals, 0, hard.courses.english1)).toMatchObject({ due: 1, four: 1, success: 1000 });
    expect(subjectProgress(finals, 0, hard.courses.english2)).toMatchObject({ due: 3, five: 1, success: 333 });
    // Craft: 5, 4, 3. (100 + 64 + 36)/3 = 66.67.
    expect(subjects[1]).toMatchObject({ due: 3, success: 1000, quality: 667, mastery: 6667, mean: 400 });
    // Chess: 5, 3, 4, 2. (100 + 36 + 64 + 16)/4 = 54.
    expect(subjects[2]).toMatchObject({ due: 4, success: 750, quality: 500, mastery: 5400, mean: 350 });
    expect(subjects[3]).toMatchObject({ due: 0, missing: 0, pass: 2, fail: 1, success: null, mean: null });
  });

  test('by students: Анна with one 4, Вера too, Борис not attested, Глеб failing', async () => {
    const finals = await firstQuarter();
    const told = finals.students.map(student => {
      const marks = marksOfStudent(finals, student);
      return [categoryOf(marks), ...tellingMarks(marks).map(({ subject, teacher }) => `${subject}, ${teacher}`)];
    });
    expect(told).toEqual([
      ['one-four', 'Английский разговор, Орлова М. А.'],
      ['not-attested', 'Английский разговор, Волков Д. О.'],
      ['one-four', 'Шахматы, Иванова Н. П.'],
      ['failing-one', 'Шахматы, Иванова Н. П.'],
      [null],
      [null],
    ]);
    const { students, marks } = classProgress(finals);
    expect(students).toMatchObject({
      due: 4,
      succeed: 2,
      good: 2,
      failing: 1,
      attested: 3,
      success: 500,
      quality: 500,
    });
    // Eleven marks are due, ten stand: 5 5 5, 4 4 4, 3 3, 2, н/а: (300 + 192 + 72 + 16 + 7)/11 = 53.36; 35/9 = 3.89.
    expect(marks).toMatchObject({ due: 11, five: 3, four: 3, three: 2, two: 1, notAttested: 1, missing: 1 });
    expect(marks).toMatchObject({ success: 727, quality: 545, mastery: 5336, mean: 389 });
  });

  test('the movement: six at the start, one returned, three went, four at the end; of both classes together one returned, two left', async () => {
    const classes = [await firstQuarter(), await firstQuarter(hard.other)];
    const stays = await school.house.asHouse(act => staysIn(act, classes));
    const span = { from: classes[0]!.startsOn, to: classes[0]!.asOf };
    const ofClass = stays.filter(({ classId }) => classId === hard.id);
    expect(movementOf(ofClass, span)).toMatchObject({ start: 6, arrived: 1, left: 3, end: 4 });
    expect(movementOf(stays, span)).toMatchObject({ start: 6, arrived: 1, left: 2, end: 5 });
  });
});

describe('who taught', () => {
  const replace = (day: Day, [was, becomes]: [string, string], options: { done?: boolean } = {}) =>
    query(
      school,
      `insert into teacher_change (course_id, was_id, becomes_id, day, by_id, at, done_at)
       select :courseId, was.id, becomes.id, :day, was.id, now(), case when :done then now() end
       from person was, person becomes where was.login = :was and becomes.login = :becomes`,
      { courseId: hard.courseId, was, becomes, day, done: options.done ?? true },
    );

  test('is who had the journal at the end of the quarter, then who had it before: not who has it now', async () => {
    await replace('2026-09-14', ['orlova', 'ivanova']);
    await replace('2026-11-09', ['ivanova', 'kuznetsov']);
    await replace('2026-12-01', ['kuznetsov', 'orlova'], { done: false });
    await query(
      school,
      `update course set teacher_id = (select id from person where login = 'kuznetsov') where id = :id`,
      {
        id: hard.courseId,
      },
    );
    const chess = async (periodIds: number[]) => {
      const { subjects } = await readOne({ span: { stage: 'period', periodIds }, classIds: [hard.id] });
      const course = subjects.find(({ subject }) => subject === 'Шахматы')!.courses[0]!;
      return [teacherOf(course), ...course.taughtBy.slice(1).map(({ name }) => name)];
    };
    expect(await chess([hard.quarter])).toEqual(['Иванова Н. П.', 'Орлова М. А.']);
    expect(await chess([await periodIdOf(school, 'quarter', 2)])).toEqual(['Кузнецов И. С.', 'Иванова Н. П.']);
    await query(school, 'delete from teacher_change');
    await query(
      school,
      `update course set teacher_id = (select id from person where login = 'ivanova') where id = :id`,
      {
        id: hard.courseId,
      },
    );
    expect(await chess([hard.quarter])).toEqual(['Иванова Н. П.']);
  });
});

describe('times of a year', () => {
  test('quarters and half-years stand beside each other: each class has its own', async () => {
    const periodIds = [await periodIdOf(school, 'quarter', 2), await periodIdOf(school, 'half-year', 1)];
    const classes = await read({ span: { stage: 'period', periodIds } });
    const spans = new Map(
      classes.map(({ className, periodKind, asOf, startsOn }) => [className, [periodKind, asOf, startsOn]]),
    );
    expect(spans.get('5Б')).toEqual(['quarter', '2026-11-24', '2026-10-23']);
    expect(spans.get('11А')).toEqual(['half-year', '2026-11-24', '2026-09-01']);
    expect(classes.map(({ classId }) => classId)).toHaveLength(new Set(classes.map(({ classId }) => classId)).size);
  });

  test('the year is read when its last period has begun, with those who are there then', async () => {
    const span = { stage: 'year', yearId } as const;
    expect(await read({ span, classIds: [hard.id] })).toEqual([]);
    school.world.set('2027-05-20T12:00:00+03:00');
    await addFinal(school, { courseId: hard.courseId, studentId: hard.names.anna, stage: 'year', value: 5 });
    const finals = await readOne({ span, classIds: [hard.id] });
    expect(finals).toMatchObject({ from: '2026-09-01', number: 4, asOf: '2027-05-20' });
    expect(table(finals)[0]).toEqual(['Анна', null, null, 5, null]);
    expect(table(finals)[4]).toEqual(['Дарья', 'gone', 'gone', 'gone', 'gone']);
    school.world.set('2026-11-24T12:30:00+03:00');
  });

  test('after the attestation: the final mark in grade 9, of mathematics once; the year’s elsewhere', async () => {
    school.world.set('2027-06-20T12:00:00+03:00');
    const algebra = await courseOf(school, '9А', 'Алгебра');
    const russian = await courseOf(school, '9А', 'Русский язык');
    const [student] = await query<{ id: number; name: string }>(
      school,
      `select e.student_id as id from course c join enrolment e on e.school_class_id = c.school_class_id and e.until is null
       where c.id = :algebra order by e.student_id`,
      { algebra },
    );
    for (const [courseId, stage, value] of [
      [algebra, 'year', 4],
      [algebra, 'exam', 5],
      [algebra, 'final', 5],
      [russian, 'year', 3],
    ] as const) {
      await addFinal(school, { courseId, studentId: student!.id, stage, value });
    }
    const cellsOf = async (stage: 'final' | 'exam') => {
      const [nine] = (await read({ span: { stage, yearId } })).filter(({ className }) => className === '9А');
      const own = nine!.students.find(({ id }) => id === student!.id)!;
      return (subject: string) => {
        const index = nine!.subjects.findIndex(one => one.subject === subject);
        return [own.cells[index]!.state, own.cells[index]!.choice, nine!.subjects[index]!.joined];
      };
    };
    const final = await cellsOf('final');
    expect(final('Алгебра')).toEqual(['due', 5, 'Математика']);
    expect(final('Геометрия')).toEqual(['joined', null, 'Математика']);
    expect(final('Русский язык')).toEqual(['due', null, null]);
    const exam = await cellsOf('exam');
    expect([exam('Алгебра'), exam('Русский язык')]).toEqual([
      ['due', 5, 'Математика'],
      ['no-exam', null, null],
    ]);
    await addFinal(school, { courseId: hard.courseId, studentId: hard.names.boris, stage: 'year', value: 4 });
    const third = await readOne({ span: { stage: 'final', yearId }, classIds: [hard.id] });
    expect(
      table(third)
        .slice(0, 2)
        .map(row => row[3]),
    ).toEqual([5, 4]);
    school.world.set('2026-11-24T12:30:00+03:00');
  });
});

test('grade 1 is due for nothing and has no figures', async () => {
  const finals = (await read({ span: { stage: 'period', periodIds: [hard.quarter] } })).find(
    ({ className }) => className === '1А',
  )!;
  expect(new Set(finals.students.flatMap(({ cells }) => cells.map(({ state }) => state)))).toEqual(
    new Set(['first-grade']),
  );
  expect(classProgress(finals)).toMatchObject({
    students: { due: 0, success: null },
    marks: { due: 0, missing: 0, mean: null },
  });
});

test('a class of one', async () => {
  const [made] = await query<{ id: number }>(
    school,
    `insert into school_class (year_id, grade, letter, period_kind) values (:yearId, 3, 'М', 'quarter') returning id`,
    { yearId },
  );
  await query(school, `update enrolment set school_class_id = :id where student_id = :student and until is null`, {
    ...{ id: made!.id, student: hard.names.darya },
  });
  await query(school, `update enrolment set since = '2026-09-01' where student_id = :student and until is null`, {
    student: hard.names.darya,
  });
  await addCourse(school, made!.id, { subject: 'Шахматы', teacher: 'volkov' });
  const finals = await firstQuarter(made!.id);
  expect(classProgress(finals)).toMatchObject({
    students: { due: 1, success: 1000, quality: 1000 },
    marks: { due: 1, four: 1, mastery: 6400, mean: 400 },
  });
});

describe('of the whole school', () => {
  const span = async () => ({ stage: 'period', periodIds: [hard.quarter] }) as const;

  test('what is missing is what the journals’ progress says is missing, course by course', async () => {
    await query(school, `update period_mark set replaced_at = now() where id % 50 = 3`);
    const classes = await read({ span: await span() });
    const missing = classes.flatMap(finals =>
      finals.subjects.flatMap(({ courses }, index) =>
        courses.map(({ courseId }) => {
          const { due, missing } = subjectProgress(finals, index, courseId);
          return [courseId, due, missing] as const;
        }),
      ),
    );
    const progress = await school.as('sokolova', act => finalsProgress(act, hard.quarter));
    const expected = progress
      .filter(({ stage }) => stage === 'period')
      .map(({ courseId, due, chosen }) => [courseId, due, due - chosen]);
    const sorted = (rows: readonly (readonly number[])[]) => rows.toSorted((a, b) => a[0]! - b[0]!);
    expect(sorted(missing.filter(([, due]) => due > 0))).toEqual(sorted(expected as number[][]));
    expect(expected.some(([, , lacking]) => lacking! > 0)).toBe(true);
  });

  test('takes as many queries as one journal', async () => {
    const whole = await school.countQueries(async () => read({ span: await span() }));
    const one = await school.countQueries(async () => read({ span: await span(), courseIds: [hard.courseId] }));
    expect([whole, one]).toEqual([one, one]);
    const journal = await readOne({ span: await span(), courseIds: [hard.courseId] });
    expect(journal.subjects.map(({ subject }) => subject)).toEqual(['Шахматы']);
  });
});
