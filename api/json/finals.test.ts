import { afterAll, beforeAll, expect, test } from 'vitest';
import { courseOf, markedClass, periodIdOf } from '#test/finals.ts';
import { openTestSchool, type TestBrowser, type TestSchool } from '#test/house.ts';
import { query, type SmallClass, studentOf } from '#test/journal.ts';

let school: TestSchool;
let small: SmallClass;
let ivanova: TestBrowser;
let second = 0;
beforeAll(async () => {
  school = await openTestSchool();
  small = await markedClass(school);
  ivanova = await school.browser('ivanova');
  second = await periodIdOf(school, 'quarter', 2);
});
afterAll(() => school.close());

const final = (studentId: number, value: unknown) => ({ studentId, stage: 'period', periodId: second, value });
const put = (body: object, browser = ivanova) => browser.json('PUT', `/api/courses/${small.courseId}/finals`, body);

test('a program reads the final marks of a course', async () => {
  const answer = await ivanova.json('GET', `/api/courses/${small.courseId}/finals`);
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toMatchObject({
    subject: 'Шахматы',
    className: '3К',
    scale: 'marks',
    maySet: true,
    columns: [
      { stage: 'period', number: 1, locked: 'period' },
      { periodId: second, locked: null, open: true, due: 3 },
    ],
    students: [
      { name: 'Арсеньева Анна', cells: [{}, { mean: 444, marks: 4, suggested: 4, borderline: true, choice: null }] },
      { name: 'Быков Борис', cells: [{}, { few: true, suggested: 'not-attested' }] },
      { name: 'Волошина Вера', cells: [{}, { mean: 433, borderline: false }] },
    ],
  });
});

test('sets one or several, in numbers and words, and takes one back', async () => {
  const [anna, boris] = small.students;
  const one = await put(final(anna, 5));
  expect(one.statusCode).toBe(200);
  expect(one.json().students[0].cells[1]).toMatchObject({ choice: 5, differs: true, by: 'Иванова Н. П.' });
  const several = await put([final(anna, null), final(boris, 'н/а')]);
  expect(several.json().students.map((student: { cells: { choice: unknown }[] }) => student.cells[1]!.choice)).toEqual([
    null,
    'not-attested',
    null,
  ]);
});

test('is told each rule that stands in the way, and nothing is written', async () => {
  const [anna, boris, vera] = small.students;
  const count = () => query(school, 'select count(*)::int as n from period_mark');
  const before = await count();
  const sent = await put([final(anna, 4), final(boris, 9), final(vera, 'осв.')]);
  expect(sent.statusCode).toBe(422);
  const { message } = sent.json().error;
  expect(message).toContain('Быков Борис: итоговая отметка');
  expect(message).toContain('пункт 3.3 Положения');
  expect(await count()).toEqual(before);

  const first1 = await courseOf(school, '1А', 'Математика');
  const egor = await studentOf(school, 'Козлов Егор');
  const fedorova = await school.browser('fedorova');
  const refused = await fedorova.json('PUT', `/api/courses/${first1}/finals`, final(egor, 5));
  expect(refused.json().error.message).toContain('пункт 3.4 Положения');

  expect((await put({ ...final(anna, 4), stage: 'month' })).statusCode).toBe(422);
  expect((await put(final(anna, 4), await school.browser('morozov'))).statusCode).toBe(403);
  expect((await put(final(anna, 4), await school.browser('petrova'))).statusCode).toBe(404);
});

test('shows a family its own child’s final marks, and what it comes to by now', async () => {
  const maths = await courseOf(school, '5Б', 'Математика');
  const masha = await studentOf(school, 'Петрова Мария');
  const petrova = await school.browser('petrova');
  const mathsOf = async () => {
    const answer = await petrova.json('GET', `/api/students/${masha}/finals`);
    expect(answer.statusCode).toBe(200);
    const subjects: { subject: string; finals: { number: number; choice: unknown; suggested: unknown }[] }[] =
      answer.json().subjects;
    return subjects.find(({ subject }) => subject === 'Математика')!.finals.find(({ number }) => number === 2)!;
  };
  const before = await mathsOf();
  expect(before.choice).toBeNull();
  expect(before.suggested).not.toBeNull();
  await ivanova.json('PUT', `/api/courses/${maths}/finals`, final(masha, 3));
  expect(await mathsOf()).toMatchObject({ choice: 3, suggested: null, differs: false });

  const smirnov = await school.browser('smirnov');
  expect((await smirnov.json('GET', `/api/students/${masha}/finals`)).statusCode).toBe(404);
  const egor = await studentOf(school, 'Козлов Егор');
  const kozlova = await school.browser('kozlova');
  expect((await kozlova.json('GET', `/api/students/${egor}/finals`)).json()).toMatchObject({ subjects: [] });
});
