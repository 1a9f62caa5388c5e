import { afterAll, beforeAll, expect, test } from 'vitest';
import { addFinal, courseOf, markedClass, ofWeight, periodIdOf } from '#test/finals.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addLesson, query, refusalOf, type SmallClass, studentOf } from '#test/journal.ts';
import { finalsOfStudent } from './finals/finals-of-student.ts';
import { studentAverages } from './student-averages.ts';
import { studentCourse } from './student-course.ts';
import { studentNeed } from './student-need.ts';

let school: TestSchool;
let chess: SmallClass;
let subjectId: number;
beforeAll(async () => {
  school = await openTestSchool();
  chess = await markedClass(school);
  const [row] = await query<{ id: number }>(school, `select id from subject where name = 'Шахматы'`);
  subjectId = row!.id;
});
afterAll(() => school.close());

const averages = (studentId: number, which?: string) =>
  school.as('fedorova', act => studentAverages(act, studentId, { which }));
const need = (studentId: number) => school.as('fedorova', act => studentNeed(act, studentId));
const owe = (lessonId: number, studentId: number, dueOn: string) =>
  query(
    school,
    `insert into mark (lesson_id, student_id, position, owed, due_on, work_kind_id, by_id, at)
     select :lessonId, :studentId, 1, true, :dueOn, :kind, id, now() from person where login = 'ivanova'`,
    { lessonId, studentId, dueOn, kind: ofWeight[1] },
  );

test('Анна has 5·3, 5·1, 4·3, 4·2: 40/9 is 4.44, near to 4.50, and a 4 comes out', async () => {
  const [anna, boris] = chess.students;
  const { period, subjects } = await averages(anna);
  expect(period).toMatchObject({ kind: 'quarter', number: 2 });
  expect(subjects).toMatchObject([
    { subject: 'Шахматы', teacher: 'Иванова Н. П.', mean: 444, marks: 4, few: false, suggested: 4, borderline: true },
  ]);
  expect(subjects[0]).toMatchObject({ forecast: 4, choice: null, owed: { waiting: 0, overdue: 0, soonest: null } });
  expect(subjects[0]!.last.map(({ day, value, weight }) => [day, value, weight])).toEqual([
    ['2026-11-09', 5, 3],
    ['2026-11-11', 5, 1],
    ['2026-11-16', 4, 3],
    ['2026-11-18', 4, 2],
  ]);
  // 5 and 4 are too few of three, though they come to 4.50.
  expect((await averages(boris)).subjects).toMatchObject([
    { mean: 450, marks: 2, few: true, fewest: 3, suggested: 'not-attested', forecast: 5 },
  ]);
});

test('an owed work that may still come changes nothing by now, but the forecast counts it as a 2', async () => {
  const vera = chess.students[2];
  const lessonId = await addLesson(school, chess.courseId, { day: '2026-11-20' });
  await owe(lessonId, vera, '2026-12-04');
  // 4, 4, 5 is 13/3 = 4.33; with a 2 it would be 15/4 = 3.75.
  expect((await averages(vera)).subjects).toMatchObject([
    { mean: 433, suggested: 4, forecast: 4, owed: { waiting: 1, overdue: 0, soonest: '2026-12-04' } },
  ]);
  await query(school, `update mark set due_on = '2026-11-23' where owed and lesson_id = :lessonId`, { lessonId });
  expect((await averages(vera)).subjects).toMatchObject([
    { mean: 375, marks: 4, suggested: 4, owed: { waiting: 0, overdue: 1, soonest: null } },
  ]);
  const course = await school.as('fedorova', act => studentCourse(act, vera, { subjectId }));
  expect(course.points.map(({ day, value, owed, mean }) => [day, value, owed, mean])).toEqual([
    ['2026-11-09', 4, false, 400],
    ['2026-11-11', 4, false, 400],
    ['2026-11-16', 5, false, 433],
    ['2026-11-23', 2, true, 375],
  ]);
});

test('«что нужно»: the exact number of marks of each kind, «выходит уже», «не получится»', async () => {
  const [anna] = chess.students;
  const { works, subjects } = await need(anna);
  expect(works).toEqual([
    { kind: 'ordinary', name: 'ответ на уроке', weight: 1 },
    { kind: 'control', name: 'контрольная работа', weight: 3 },
  ]);
  // S = 40, W = 9; to 4.50 lack 450·9 − 4000 = 50: one 5 of weight 1 (50/50), one of weight 3. To 3.50 and 2.50 it comes already.
  expect(subjects[0]!.targets).toEqual([
    {
      target: 5,
      state: 'reachable',
      ways: [
        { value: 5, kind: 'ordinary', weight: 1, count: 1 },
        { value: 5, kind: 'control', weight: 3, count: 1 },
      ],
    },
    { target: 4, state: 'already', ways: [] },
    { target: 3, state: 'already', ways: [] },
  ]);
});

test('what is needed of many low marks is counted exactly, too; a 4 that never brings it there says so', async () => {
  const lessonId = await addLesson(school, chess.courseId, { day: '2026-11-19' });
  const boris = chess.students[1];
  // 5, 4 and now 2·3: S = 15, W = 5, mean 3.00.
  await query(
    school,
    `insert into mark (lesson_id, student_id, position, value, work_kind_id, by_id, at)
     select :lessonId, :boris, 1, 2, :kind, id, now() from person where login = 'ivanova'`,
    { lessonId, boris, kind: ofWeight[3] },
  );
  const [{ mean, lacking, targets }] = (await need(boris)).subjects as [
    Awaited<ReturnType<typeof need>>['subjects'][number],
  ];
  expect([mean, lacking]).toEqual([300, 0]);
  const counts = targets.map(({ target, ways }) => [target, ...ways.map(({ count }) => count)]);
  // To 4.50: (2250 − 1500)/50 = 15, /150 = 5. To 3.50: (1750 − 1500) by 150, 450 with a 5, by 50, 150 with a 4.
  expect(counts).toEqual([[5, 15, 5], [4, 2, 1, 5, 2], [3]]);
});

test('what the teacher has chosen stands beside the mean, and the means are those of the final marks', async () => {
  const masha = await studentOf(school, 'Петрова Мария');
  const mine = await school.as('petrova', act => studentAverages(act, masha));
  expect(mine.subjects.length).toBeGreaterThan(5);
  const finals = await school.as('petrova', act => finalsOfStudent(act, masha));
  for (const { subject, mean, suggested, marks } of mine.subjects) {
    const cells = finals.subjects.find(one => one.subject === subject)!.finals;
    const cell = cells.findLast(({ stage }) => stage === 'period')!;
    expect([subject, mean, suggested, marks]).toEqual([subject, cell.mean, cell.suggested, cell.marks]);
  }
  const maths = await courseOf(school, '5Б', 'Математика');
  await addFinal(school, {
    ...{ courseId: maths, studentId: masha, stage: 'period', value: 5 },
    periodId: await periodIdOf(school, 'quarter', 2),
  });
  const after = await school.as('petrova', act => studentAverages(act, masha));
  expect(after.subjects.find(({ subject }) => subject === 'Математика')).toMatchObject({ choice: 5 });
  expect((await school.as('masha', act => studentAverages(act, masha, { which: 'last' }))).period).toMatchObject({
    number: 1,
  });
});

test('half-years of grade 11, nothing in grade 1, nothing before the period began', async () => {
  const belova = await school.as('belova', async act => studentAverages(act, act.by.studentId!));
  expect(belova.period).toMatchObject({ kind: 'half-year', number: 1 });
  expect(belova.subjects.length).toBeGreaterThan(5);
  const egor = await school.as('kozlova', async act => studentAverages(act, act.by.childIds[0]!));
  expect(egor).toMatchObject({ student: { grade: 1 }, subjects: [] });
  const [anna] = chess.students;
  expect(await averages(anna, '4')).toMatchObject({ period: null, subjects: [] });
});

test('nobody else’s child is found; a mean costs the same queries whatever the number of marks', async () => {
  const [anna] = chess.students;
  for (const ask of [
    (id: number) => school.as('petrova', act => studentAverages(act, id)),
    (id: number) => school.as('petrova', act => studentNeed(act, id)),
    (id: number) => school.as('petrova', act => studentCourse(act, id, { subjectId })),
  ]) {
    expect(await refusalOf(ask(anna))).toMatchObject({ kind: 'not-found' });
  }
  const masha = await studentOf(school, 'Петрова Мария');
  const count = (id: number) => school.countQueries(() => school.as('morozov', act => studentAverages(act, id)));
  expect(await count(masha)).toBe(await count(anna));
});
