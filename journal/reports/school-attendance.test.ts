import { afterAll, beforeAll, expect, test } from 'vitest';
import { countedSchool, countedYear, missCounted } from '#test/counted-school.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query, refusalOf } from '#test/journal.ts';
import { linesOf, wrongSums } from '#test/sheets.ts';
import { runReport } from './run-report.ts';

let school: TestSchool;
beforeAll(async () => {
  school = await openTestSchool();
  await missCounted(school, await countedSchool(school));
});
afterAll(() => school.close());

const attendance = async (term: string, { login = 'morozov', year = countedYear } = {}) => {
  const { view } = await school.as(login, act => runReport(act, 'school-attendance', { year, term }));
  return school.press.sheets('school-attendance', view);
};

// Name, teacher, students; days, ill; lessons, ill, valid, others; for each student.
test('the first quarter: who left counts by what he missed, and not among the students; 10А has half-years alone', async () => {
  const document = await attendance('quarter-1');
  expect(linesOf(document)).toEqual([
    // Абрамов 4 lessons of 2 days, Белов 1, Гусев 2 of a day; Абрамов, Белов and Дымов are there: 7/3.
    '2А | Иванова Н. П. | 3 | 3 | 1 | 7 | 4 | 1 | 2 | 2,3',
    '2Б | Фёдорова С. И. | 2 | 0 | 0 | 0 | 0 | 0 | 0 | 0,0',
    '2-е классы | 5 | 3 | 1 | 7 | 4 | 1 | 2 | 1,4',
    '1–4-е классы | 5 | 3 | 1 | 7 | 4 | 1 | 2 | 1,4',
    'По школе | 5 | 3 | 1 | 7 | 4 | 1 | 2 | 1,4',
  ]);
  expect(wrongSums(document)).toEqual([]);
});

test('the second quarter: each class within its own days, quarters beside the half-year; a late is none missed', async () => {
  const document = await attendance('quarter-2');
  expect(linesOf(document)).toEqual([
    '2А | Иванова Н. П. | 3 | 0 | 0 | 0 | 0 | 0 | 0 | 0,0',
    '2Б | Фёдорова С. И. | 2 | 1 | 0 | 2 | 0 | 2 | 0 | 1,0',
    '2-е классы | 5 | 1 | 0 | 2 | 0 | 2 | 0 | 0,4',
    '1–4-е классы | 5 | 1 | 0 | 2 | 0 | 2 | 0 | 0,4',
    '10А | Волков Д. О. | 1 | 0 | 0 | 1 | 0 | 0 | 1 | 1,0',
    '10-е классы | 1 | 0 | 0 | 1 | 0 | 0 | 1 | 1,0',
    '10–11-е классы | 1 | 0 | 0 | 1 | 0 | 0 | 1 | 1,0',
    'По школе | 6 | 1 | 0 | 3 | 0 | 2 | 1 | 0,5',
  ]);
  expect(wrongSums(document)).toEqual([]);
});

test('a half-year is of 10А alone, and the year of all', async () => {
  expect(linesOf(await attendance('half-year-1'))).toEqual([
    '10А | Волков Д. О. | 1 | 0 | 0 | 1 | 0 | 0 | 1 | 1,0',
    '10-е классы | 1 | 0 | 0 | 1 | 0 | 0 | 1 | 1,0',
    '10–11-е классы | 1 | 0 | 0 | 1 | 0 | 0 | 1 | 1,0',
    'По школе | 1 | 0 | 0 | 1 | 0 | 0 | 1 | 1,0',
  ]);
  const year = linesOf(await attendance('year'));
  expect([year[0], year[1], year.at(-1)]).toEqual([
    '2А | Иванова Н. П. | 3 | 3 | 1 | 7 | 4 | 1 | 2 | 2,3',
    '2Б | Фёдорова С. И. | 2 | 1 | 0 | 2 | 0 | 2 | 0 | 1,0',
    // 10/6.
    'По школе | 6 | 4 | 1 | 10 | 4 | 3 | 3 | 1,7',
  ]);
});

test('in the sample school it adds up, grade 1 has its line, and 5Б what its journals say', async () => {
  const document = await attendance('quarter-1', { year: '2026-11-24' });
  expect(wrongSums(document)).toEqual([]);
  const lineOf = (name: string) =>
    linesOf(document)
      .find(text => text.startsWith(`${name} |`))!
      .split(' | ');
  expect(Number(lineOf('1А')[2])).toBeGreaterThan(15);
  const [own] = await query<{ missed: number }>(
    school,
    `select count(*)::int as missed from absence a join lesson l on l.id = a.lesson_id join course c on c.id = l.course_id
     join school_class k on k.id = c.school_class_id and k.grade = 5 and k.letter = 'Б'
     where a.replaced_at is null and a.kind <> 'late' and l.day between '2026-09-01' and '2026-10-25'`,
  );
  expect(Number(lineOf('5Б')[5])).toBe(own!.missed);
});

test('a term that is to come is empty; the number of queries does not grow with the school', async () => {
  expect(linesOf(await attendance('quarter-3', { year: '2026-11-24' }))).toEqual([]);
  const ofCounted = await school.countQueries(() => attendance('quarter-1'));
  expect(await school.countQueries(() => attendance('quarter-1', { year: '2026-11-24' }))).toBe(ofCounted);
});

test('is for deputy and director', async () => {
  expect(linesOf(await attendance('quarter-1', { login: 'sokolova' }))).toHaveLength(5);
  for (const login of ['ivanova', 'kuznetsov', 'petrova', 'masha'])
    expect((await refusalOf(attendance('quarter-1', { login }))).kind, login).toBe('not-found');
});
