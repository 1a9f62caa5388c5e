import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { enrolNew } from '#school/movement/enter-movement.ts';
import { keepMarkRules, markRules } from '#school/settings/rules.ts';
import { courseOf, periodIdOf } from '#test/finals.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { lessonOf, query, refusalOf, studentOf, subjectOf } from '#test/journal.ts';
import { finalsOfCourse } from '../finals/finals-of-course.ts';
import { giveMark } from '../give-mark.ts';
import { grid } from '../grid/grid.ts';
import { figuresOfStudent } from '../grid/period-figures.ts';
import { verifyLog } from '../history/verify-log.ts';
import { studentAverages } from '../student-averages.ts';
import { studentCourse } from '../student-course.ts';
import { studentNeed } from '../student-need.ts';
import { broughtOfCourse } from './brought-of-course.ts';
import { type BroughtEntry, enterBroughtMarks, withdrawBroughtMarks } from './enter-brought-marks.ts';

// Тимур Новиков came to 5Б on Monday, 16 November, in the middle of the second quarter; he has one mark of ours, a 2.
let school: TestSchool;
let [maths, timur, second, lesson, subject] = [0, 0, 0, 0, 0];
beforeAll(async () => {
  school = await openTestSchool();
  maths = await courseOf(school, '5Б', 'Математика');
  second = await periodIdOf(school, 'quarter', 2);
  subject = await subjectOf(school, 'Математика');
  const [fifthB] = await query<{ id: number }>(school, `select school_class_id as id from course where id = :maths`, {
    maths,
  });
  timur = await school.as('kuznetsov', act =>
    enrolNew(act, {
      ...{ familyName: 'Новиков', givenName: 'Тимур', patronymic: '', sex: 'male', birthday: '2015-04-02' },
      ...{ classId: fifthB!.id, day: '2026-11-16', orderNumber: '44-у', orderDate: '2026-11-13', place: 'г. Псков' },
    }),
  );
  lesson = await lessonOf(school, { className: '5Б', subject: 'Математика', day: '2026-11-24' });
  await school.as('ivanova', act => giveMark(act, { lessonId: lesson, studentId: timur, value: 2 }));
});
afterAll(() => school.close());
beforeEach(() => withdraw());

const enter = (entry: Partial<BroughtEntry> = {}, login = 'ivanova', courseId = maths) =>
  school.as(login, act =>
    enterBroughtMarks(act, courseId, {
      ...{ studentId: timur, periodId: second, values: [5, 4, 4], origin: 'Школа № 8, Псков' },
      ...entry,
    }),
  );
const withdraw = () =>
  school.as('ivanova', act => withdrawBroughtMarks(act, maths, { studentId: timur, periodId: second }));
const count = (counted: boolean) =>
  school.as('morozov', async act =>
    keepMarkRules(act, { ...(await markRules(act)).rules, broughtMarksCount: counted }),
  );

/** The mean of the quarter, everywhere it is said; all are to be the same. */
async function means(): Promise<(number | null | undefined)[]> {
  const own = { courseId: maths, studentId: timur, lessonId: lesson };
  const about = { subjectId: subject, which: undefined };
  const [rows, saved, finals] = [
    await school.as('ivanova', act => grid(act, maths)),
    await school.as('ivanova', act => figuresOfStudent(act, own)),
    await school.as('ivanova', act => finalsOfCourse(act, maths)),
  ];
  const [averages, need, course] = [
    await school.as('ivanova', act => studentAverages(act, timur)),
    await school.as('ivanova', act => studentNeed(act, timur)),
    await school.as('ivanova', act => studentCourse(act, timur, about)),
  ];
  return [
    rows.students.find(({ id }) => id === timur)!.figures[0]!.mean,
    saved[0]!.mean,
    finals.students.find(({ id }) => id === timur)!.cells.find(cell => cell?.mean !== null && cell)?.mean,
    averages.subjects.find(({ subjectId }) => subjectId === subject)!.mean,
    need.subjects.find(({ subjectId }) => subjectId === subject)!.mean,
    course.points.at(-1)!.mean,
  ];
}

describe('marks from another school', () => {
  test('enter the mean wherever it is said: 5, 4, 4 and our 2 are 3.75; where the school wants it so, 2 alone', async () => {
    expect(new Set(await means())).toEqual(new Set([200]));
    await enter();
    expect(new Set(await means())).toEqual(new Set([375]));
    await count(false);
    expect(new Set(await means())).toEqual(new Set([200]));
    await count(true);
  });

  test('are shown in the journal and to the family, with the school they are of', async () => {
    await enter();
    const { students } = await school.as('ivanova', act => grid(act, maths));
    const row = students.find(({ id }) => id === timur)!;
    expect(row.brought.map(({ value }) => value)).toEqual([5, 4, 4]);
    expect(row.cameOn).toBe('2026-11-16');
    const { subjects } = await school.as('ivanova', act => studentAverages(act, timur));
    const own = subjects.find(({ subjectId }) => subjectId === subject)!;
    expect(own).toMatchObject({ marks: 4, suggested: 4, forecast: 4 });
    expect(own.brought).toEqual([{ values: [5, 4, 4], origin: 'Школа № 8, Псков', counted: true }]);
  });

  test('are of newcomers only: Тимур is the one who may have brought some', async () => {
    await enter();
    const view = await school.as('ivanova', act => broughtOfCourse(act, maths));
    expect(view).toMatchObject({ subject: 'Математика', className: '5Б', counted: true, graded: true, maySet: true });
    expect(view.newcomers).toMatchObject([
      {
        studentId: timur,
        name: 'Новиков Тимур',
        periodNumber: 2,
        cameOn: '2026-11-16',
        cameFrom: 'г. Псков',
        values: [5, 4, 4],
      },
    ]);
  });

  test('stay in the history when they are corrected and taken back', async () => {
    await enter();
    await enter({ values: [5, 4] });
    await withdraw();
    const lines = await query<{ after: object | null }>(
      school,
      `select after from change where deed = 'brought' order by id desc limit 3`,
    );
    expect(lines.map(({ after }) => after)).toEqual([
      null,
      { values: [5, 4], origin: 'Школа № 8, Псков' },
      { values: [5, 4, 4], origin: 'Школа № 8, Псков' },
    ]);
    expect(await school.house.asHouse(act => verifyLog(act))).toMatchObject({ whole: true });
  });

  test('changed past the program are found by the proof', async () => {
    await enter();
    await query(school, `update brought_mark set "values" = '[5, 5, 5]' where replaced_at is null`);
    expect(await school.house.asHouse(act => verifyLog(act))).toMatchObject({
      whole: false,
      fault: { deed: 'brought' },
    });
    await query(school, `update brought_mark set "values" = '[5, 4, 4]' where replaced_at is null`);
  });
});

describe('what is refused', () => {
  test('marks for Маша, who has been here since September', async () => {
    const masha = await studentOf(school, 'Петрова Мария');
    expect(await refusalOf(enter({ studentId: masha }))).toMatchObject({ reason: 'brought/always-here' });
  });

  test('a 6, and more than a school gives in a quarter', async () => {
    expect(await refusalOf(enter({ values: [6] }))).toMatchObject({ reason: 'mark/scale', field: 'values' });
    expect(await refusalOf(enter({ values: Array(41).fill(5) }))).toMatchObject({ reason: 'brought/many' });
  });

  test('the closed first quarter, in which he was not here', async () => {
    const first = await periodIdOf(school, 'quarter', 1);
    expect(await refusalOf(enter({ periodId: first }))).toMatchObject({ reason: 'final/stranger' });
  });

  test('the second quarter once an order has closed it', async () => {
    await query(school, `update period set closed_at = now() where id = :second`, { second });
    expect(await refusalOf(enter())).toMatchObject({ kind: 'not-allowed', reason: 'lesson/period-closed' });
    await query(school, `update period set closed_at = null where id = :second`, { second });
  });

  test('grade 1 (3.4)', async () => {
    const [course] = await query<{ id: number; student: number }>(
      school,
      `select c.id, e.student_id as student from course c join school_class k on k.id = c.school_class_id
       join enrolment e on e.school_class_id = k.id where k.grade = 1 and c.teacher_id = (
         select id from person where login = 'fedorova') limit 1`,
    );
    const work = enter({ studentId: course!.student }, 'fedorova', course!.id);
    expect(await refusalOf(work)).toMatchObject({ reason: 'mark/first-grade' });
  });

  test('a course without marks', async () => {
    await query(school, 'update course set graded = false where id = :maths', { maths });
    expect(await refusalOf(enter())).toMatchObject({ reason: 'mark/ungraded' });
    await query(school, 'update course set graded = true where id = :maths', { maths });
  });

  test('another teacher, and the deputy: only Иванова enters them', async () => {
    expect(await refusalOf(enter({}, 'morozov'))).toMatchObject({ kind: 'not-allowed' });
    expect(await refusalOf(enter({}, 'fedorova'))).toMatchObject({ kind: 'not-found' });
  });
});

describe('the page', () => {
  test('is reached from the newcomer’s row, takes «5, 4 4» and shows it in the row and to who reads', async () => {
    const ivanova = await school.browser('ivanova');
    const address = `/journal/${maths}/brought`;
    expect((await ivanova.get(`/journal/${maths}`)).body).toMatch(/отметки из другой школы/);
    const refused = await ivanova.post(address, {
      student: `${timur}`,
      period: `${second}`,
      values: 'пять',
      origin: '',
    });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('Перечислите отметки числами');
    expect(refused.body).toContain('value="пять"');
    const done = await ivanova.post(address, {
      student: `${timur}`,
      period: `${second}`,
      values: '5, 4 4',
      origin: 'Псков',
    });
    expect(done.statusCode).toBe(303);
    expect((await ivanova.get(`/journal/${maths}`)).body).toContain('Отметки из другой школы: 5, 4, 4');
    const read = await (await school.browser('sokolova')).get(address);
    expect(read.body).toContain('Псков');
    expect(read.body).not.toContain('name="values"');
    expect((await (await school.browser('petrova')).get(address)).statusCode).toBe(404);
    const diary = await ivanova.get(`/diary/${timur}/subject/${subject}`);
    expect(diary.body).toContain('Отметки из другой школы:');
    expect(diary.body).toMatch(/Входят в\sсредний балл/);
  });
});
