import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Refusal } from '#school/refusal.ts';
import { addFinal, courseOf, periodIdOf } from '#test/finals.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query, type SmallClass, smallClass, studentOf } from '#test/journal.ts';
import { acceptSuggested } from './accept-suggested.ts';
import { chooseFinal } from './choose-final.ts';
import { finalsOfCourse } from './finals-of-course.ts';

// 20 May 2027: the last quarter goes on, so the year and what follows it are due.
let school: TestSchool;
let small: SmallClass;
let quarters: number[];
beforeAll(async () => {
  school = await openTestSchool({ at: '2027-05-20T12:00:00+03:00' });
  small = await smallClass(school);
  quarters = [];
  for (const number of [1, 2, 3, 4]) quarters.push(await periodIdOf(school, 'quarter', number));
});
afterAll(() => school.close());
beforeEach(() => query(school, 'truncate period_mark, notice restart identity cascade'));

const finals = (courseId = small.courseId) => school.as('sokolova', act => finalsOfCourse(act, courseId));
const cellOf = async (studentId: number, key: string, courseId = small.courseId) => {
  const { columns, students } = await finals(courseId);
  return students.find(({ id }) => id === studentId)!.cells[columns.findIndex(column => column.key === key)]!;
};
const quarterMarks = async (studentId: number, marks: (number | 'not-attested')[], courseId = small.courseId) => {
  for (const [index, mark] of marks.entries()) {
    const choice = typeof mark === 'number' ? { value: mark } : { word: mark };
    await addFinal(school, { courseId, studentId, stage: 'period', periodId: quarters[index]!, ...choice });
  }
};
const grade = (number: number) =>
  query(school, 'update school_class set grade = :number where id = :id', { number, id: small.id });

describe('the year’s mark', () => {
  test('is suggested when every quarter has its mark; a half is decided by the later quarter', async () => {
    const [anna, boris, vera] = small.students;
    await quarterMarks(anna, [4, 4, 5, 5]);
    await quarterMarks(boris, [5, 5, 4, 4]);
    await quarterMarks(vera, [5, 5, 5]);
    const suggested = async (id: number) => (await cellOf(id, 'year')).suggested;
    expect([await suggested(anna), await suggested(boris), await suggested(vera)]).toEqual([5, 4, null]);
    const filled = await school.as('ivanova', act => acceptSuggested(act, small.courseId, { stage: 'year' }));
    expect(filled).toBe(2);
    expect(await cellOf(anna, 'year')).toMatchObject({ choice: 5, differs: false });
  });

  test('leaves out a quarter without attestation and one before the student came', async () => {
    const [anna, boris] = small.students;
    await quarterMarks(anna, ['not-attested', 4, 4, 5]);
    expect(await cellOf(anna, 'year')).toMatchObject({ suggested: 4 });
    await query(school, `update enrolment set since = '2027-02-01' where student_id = :boris`, { boris });
    await addFinal(school, {
      courseId: small.courseId,
      studentId: boris,
      stage: 'period',
      periodId: quarters[2]!,
      value: 3,
    });
    await addFinal(school, {
      courseId: small.courseId,
      studentId: boris,
      stage: 'period',
      periodId: quarters[3]!,
      value: 4,
    });
    const { students } = await finals();
    expect(students[1]!.cells.map(cell => cell === null)).toEqual([true, true, false, false, false]);
    expect(await cellOf(boris, 'year')).toMatchObject({ suggested: 4 });
    await query(school, `update enrolment set since = '2026-09-01' where student_id = :boris`, { boris });
  });

  test('takes in the quarters that a student got in another class', async () => {
    const [anna] = small.students;
    const [other] = await query<{ id: number }>(
      school,
      `insert into course (school_class_id, subject_id, teacher_id, hours_per_week, graded)
       select k.id, c.subject_id, c.teacher_id, 2, true from course c, school_class k
       where c.id = :courseId and k.grade = 2 returning id`,
      { courseId: small.courseId },
    );
    await quarterMarks(anna, [5, 5], other!.id);
    await addFinal(school, {
      courseId: small.courseId,
      studentId: anna,
      stage: 'period',
      periodId: quarters[2]!,
      value: 5,
    });
    await addFinal(school, {
      courseId: small.courseId,
      studentId: anna,
      stage: 'period',
      periodId: quarters[3]!,
      value: 4,
    });
    expect(await cellOf(anna, `period-${quarters[0]}`)).toMatchObject({ choice: 5, elsewhere: true, by: null });
    // 19/4 = 4.75
    expect(await cellOf(anna, 'year')).toMatchObject({ suggested: 5 });
    await query(school, 'delete from period_mark');
    await query(school, 'delete from course where id = :id', { id: other!.id });
  });

  test('is locked with the last quarter, and read-only once the next year has begun', async () => {
    const [anna] = small.students;
    const choose = () =>
      school
        .as('ivanova', act => chooseFinal(act, { courseId: small.courseId, studentId: anna, stage: 'year', value: 5 }))
        .then(
          () => undefined,
          (error: Refusal) => error.reason,
        );
    await query(school, `update period set closed_at = now() where id = :id`, { id: quarters[3] });
    expect(await choose()).toBe('lesson/period-closed');
    await query(school, 'update period set closed_at = null where id = :id', { id: quarters[3] });
    await query(school, `insert into school_year (first_day, last_day) values ('2027-05-01', '2027-05-31')`);
    expect(await choose()).toBe('final/year-over');
    await query(school, `delete from school_year where first_day = '2027-05-01'`);
    expect(await choose()).toBeUndefined();
  });
});

describe('grade 9', () => {
  test('has exam and final mark: 4 and 5 make 5, 4 and 3 make 4, without an exam the year’s', async () => {
    await grade(9);
    const { columns } = await finals();
    expect(columns.slice(4).map(({ key, joined }) => [key, joined])).toEqual([
      ['year', null],
      ['exam', null],
      ['final', null],
    ]);
    const [anna, boris, vera] = small.students;
    for (const studentId of [anna, boris, vera]) {
      await addFinal(school, { courseId: small.courseId, studentId, stage: 'year', value: 4 });
    }
    await addFinal(school, { courseId: small.courseId, studentId: anna, stage: 'exam', value: 5 });
    await addFinal(school, { courseId: small.courseId, studentId: boris, stage: 'exam', value: 3 });
    const suggested = [];
    for (const id of [anna, boris, vera]) suggested.push((await cellOf(id, 'final')).suggested);
    expect(suggested).toEqual([5, 4, 4]);
    await query(school, `update period set closed_at = now() where id = :id`, { id: quarters[3] });
    expect((await finals()).columns.slice(4).map(({ locked }) => locked)).toEqual(['period', null, null]);
    await query(school, 'update period set closed_at = null where id = :id', { id: quarters[3] });
    await grade(3);
  });

  test('has one exam in mathematics, and its final mark out of algebra, geometry and statistics', async () => {
    const algebra = await courseOf(school, '9А', 'Алгебра');
    const geometry = await courseOf(school, '9А', 'Геометрия');
    const statistics = await courseOf(school, '9А', 'Вероятность и статистика');
    expect((await finals(geometry)).columns.map(({ stage }) => stage).slice(4)).toEqual(['year']);
    const view = await finals(algebra);
    expect(view.columns.slice(4)).toMatchObject([{ joined: null }, { joined: 'Математика' }, { joined: 'Математика' }]);
    const student = view.students[0]!.id;
    await addFinal(school, { courseId: algebra, studentId: student, stage: 'year', value: 4 });
    await addFinal(school, { courseId: geometry, studentId: student, stage: 'year', value: 3 });
    await addFinal(school, { courseId: statistics, studentId: student, stage: 'year', value: 4 });
    // (4 + 3 + 4)/3 = 3.67, and with the exam (4 + 3 + 4 + 3)/4 = 3.5
    expect((await cellOf(student, 'final', algebra)).suggested).toBe(4);
    await addFinal(school, { courseId: algebra, studentId: student, stage: 'exam', value: 2 });
    // (4 + 3 + 4 + 2)/4 = 3.25
    expect((await cellOf(student, 'final', algebra)).suggested).toBe(3);
  });
});

describe('grade 11', () => {
  test('has a final mark out of the half-years and years of grades 10 and 11', async () => {
    const courseId = await courseOf(school, '11А', 'Русский язык');
    const belova = await studentOf(school, 'Белова Анна');
    const halves = [await periodIdOf(school, 'half-year', 1), await periodIdOf(school, 'half-year', 2)];
    const grade10 = await courseOfGrade10(courseId);
    const give = (marks: number[], course: number, periods: number[]) =>
      Promise.all([
        ...periods.map((periodId, index) =>
          addFinal(school, { courseId: course, studentId: belova, stage: 'period', periodId, value: marks[index]! }),
        ),
        addFinal(school, { courseId: course, studentId: belova, stage: 'year', value: marks[2]! }),
      ]);
    await give([4, 4, 4], grade10.courseId, grade10.periods);
    await give([5, 5, 5], courseId, halves);
    const { columns } = await finals(courseId);
    expect(columns.map(({ stage, periodKind }) => [stage, periodKind])).toEqual([
      ['period', 'half-year'],
      ['period', 'half-year'],
      ['year', 'half-year'],
      ['final', 'half-year'],
    ]);
    expect(await cellOf(belova, 'final', courseId)).toMatchObject({ suggested: 5 });
    await query(school, 'delete from period_mark where course_id = :courseId', { courseId });
    await give([4, 5, 4], courseId, halves);
    expect(await cellOf(belova, 'final', courseId)).toMatchObject({ suggested: 4 });
  });

  /** The same subject a year ago. */
  async function courseOfGrade10(courseId: number): Promise<{ courseId: number; periods: number[] }> {
    const [year] = await query<{ id: number }>(
      school,
      `insert into school_year (first_day, last_day) values ('2025-09-01', '2026-05-26') returning id`,
    );
    const periods = await query<{ id: number }>(
      school,
      `insert into period (year_id, kind, number, first_day, last_day)
       values (:year, 'half-year', 1, '2025-09-01', '2025-12-30'), (:year, 'half-year', 2, '2026-01-12', '2026-05-26')
       returning id`,
      { year: year!.id },
    );
    const [course] = await query<{ id: number }>(
      school,
      `with k as (insert into school_class (year_id, grade, letter, period_kind) values (:year, 10, 'А', 'half-year') returning id)
       insert into course (school_class_id, subject_id, teacher_id, hours_per_week, graded)
       select k.id, c.subject_id, c.teacher_id, 2, true from k, course c where c.id = :courseId returning id`,
      { year: year!.id, courseId },
    );
    return { courseId: course!.id, periods: periods.map(({ id }) => id) };
  }
});
