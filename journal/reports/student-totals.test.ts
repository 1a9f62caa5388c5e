import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CountedSchool, countedSchool, countedYear } from '#test/counted-school.ts';
import { addFinal } from '#test/finals.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query, refusalOf } from '#test/journal.ts';
import { linesOf, tablesOf, wrongSums } from '#test/sheets.ts';
import { runReport } from './run-report.ts';

let school: TestSchool;
let counted: CountedSchool;
beforeAll(async () => {
  school = await openTestSchool();
  counted = await countedSchool(school);
});
afterAll(() => school.close());

const totals = async (term: string, { login = 'morozov', year = countedYear } = {}) => {
  const { view } = await school.as(login, act => runReport(act, 'student-totals', { year, term }));
  return school.press.sheets('student-totals', view);
};

test('the first quarter is as counted by hand; a move between classes is none for the parallel', async () => {
  const document = await totals('quarter-1');
  // Class; start, arrived, left, end; due, attested; on 5, on 4 and 5, one 3; failing, н/а; success, quality.
  const ofAll = '5 | 1 | 1 | 5 | 5 | 4 | 1 | 1 | 1 | 1 | 0 | 60,0 | 40,0';
  expect(linesOf(document)).toEqual([
    '2А | 4 | 1 | 2 | 3 | 3 | 2 | 1 | 1 | 0 | 0 | 0 | 66,7 | 66,7',
    '2Б | 1 | 1 | 0 | 2 | 2 | 2 | 0 | 0 | 1 | 1 | 0 | 50,0 | 0,0',
    `2-е классы | ${ofAll}`,
    `1–4-е классы | ${ofAll}`,
    `По школе | ${ofAll}`,
  ]);
  expect(wrongSums(document)).toEqual([]);
  expect(document.sheets[0]!.incomplete).toBe('данные неполные: не выставлено итоговых отметок: 1');
});

test('with the second quarter stand the classes of half-years; what is missing is said, not counted as failure', async () => {
  const document = await totals('quarter-2');
  expect(linesOf(document)).toEqual([
    '2А | 3 | 0 | 0 | 3 | 3 | 0 | 0 | 0 | 0 | 0 | 0 | — | —',
    '2Б | 2 | 0 | 0 | 2 | 2 | 0 | 0 | 0 | 0 | 0 | 0 | — | —',
    '2-е классы | 5 | 0 | 0 | 5 | 5 | 0 | 0 | 0 | 0 | 0 | 0 | — | —',
    '1–4-е классы | 5 | 0 | 0 | 5 | 5 | 0 | 0 | 0 | 0 | 0 | 0 | — | —',
    '10А | 1 | 0 | 0 | 1 | 1 | 0 | 0 | 0 | 0 | 0 | 0 | — | —',
    '10-е классы | 1 | 0 | 0 | 1 | 1 | 0 | 0 | 0 | 0 | 0 | 0 | — | —',
    '10–11-е классы | 1 | 0 | 0 | 1 | 1 | 0 | 0 | 0 | 0 | 0 | 0 | — | —',
    'По школе | 6 | 0 | 0 | 6 | 6 | 0 | 0 | 0 | 0 | 0 | 0 | — | —',
  ]);
  // Ten of the quarter in 2А and 2Б, шашки of Котов.
  expect(document.sheets[0]!.incomplete).toBe('данные неполные: не выставлено итоговых отметок: 11');
});

test('at start, arrived, left and at end add up in every line, in the sample school as well', async () => {
  for (const year of [countedYear, '2026-11-24']) {
    for (const term of ['quarter-1', 'half-year-1', 'year', 'final']) {
      const [table] = tablesOf(await totals(term, { year }));
      for (const { cells } of table!.rows) {
        const [start, arrived, left, end] = cells.slice(1, 5).map(cell => cell!.number!);
        expect(start! + arrived! - left!).toBe(end);
      }
    }
  }
});

test('after the year: promoted, conditionally, repeating, finished, with honours', async () => {
  const { students, courses } = counted;
  for (const [name, departure] of [
    ['Абрамов', 'promoted'],
    ['Белов', 'conditional'],
    ['Дымов', 'repeating'],
    ['Котов', 'finished'],
  ]) {
    await query(
      school,
      `update enrolment set until = '2021-08-31', departure = :departure where student_id = :id and until is null`,
      { departure, id: students[name!]! },
    );
  }
  for (const subject of ['Шахматы', 'Шашки'])
    await addFinal(school, {
      ...{ courseId: courses[`10А ${subject}`]!, studentId: students.Котов!, stage: 'year', value: 5 },
    });
  const after = linesOf(await totals('final')).map(line => line.split(' | '));
  const outcomes = after.map(cells => [cells[0], ...cells.slice(14)].join(' | '));
  expect(outcomes).toEqual([
    // Class; promoted, conditionally, repeating, finished, honours, certificate only. 2Б is not rolled over.
    '2А | 1 | 1 | 1 | 0 | 0 | 0',
    '2Б |  |  |  |  |  | ',
    '2-е классы | 1 | 1 | 1 | 0 | 0 | 0',
    '1–4-е классы | 1 | 1 | 1 | 0 | 0 | 0',
    '10А | 0 | 0 | 0 | 1 | 1 | 0',
    '10-е классы | 0 | 0 | 0 | 1 | 1 | 0',
    '10–11-е классы | 0 | 0 | 0 | 1 | 1 | 0',
    'По школе | 1 | 1 | 1 | 1 | 1 | 0',
  ]);
  // Without the attestation there is no honour yet.
  expect(linesOf(await totals('year'))[0]!.split(' | ')).toHaveLength(18);
});

test('a deputy and the director have it; a class teacher, the registrar and families do not', async () => {
  expect(linesOf(await totals('quarter-1', { login: 'sokolova' }))).toHaveLength(5);
  for (const login of ['ivanova', 'kuznetsov', 'petrova', 'masha'])
    expect((await refusalOf(totals('quarter-1', { login }))).kind, login).toBe('not-found');
});
