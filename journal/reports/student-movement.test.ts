import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CountedSchool, countedSchool, countedYear } from '#test/counted-school.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query, refusalOf } from '#test/journal.ts';
import { addStay, endStay } from '#test/reports.ts';
import { linesOf, tablesOf, wrongSums } from '#test/sheets.ts';
import { runReport } from './run-report.ts';

// On 12 October 2020 Дымов came to 2А, Волков moved from 2А to 2Б, Гусев left 2А.
let school: TestSchool;
let counted: CountedSchool;
beforeAll(async () => {
  school = await openTestSchool();
  counted = await countedSchool(school);
  await query(
    school,
    `update enrolment set arrival_order = '15', arrival_order_date = '2020-10-09', came_from = 'школа № 7' where student_id = :id`,
    { id: counted.students.Дымов },
  );
  await query(school, `update enrolment set departure_order = '16', went_to = 'Тверь' where student_id = :id`, {
    id: counted.students.Гусев,
  });
});
afterAll(() => school.close());

const movement = async (from: string, to: string, login = 'morozov') => {
  const { view } = await school.as(login, act => runReport(act, 'student-movement', { year: countedYear, from, to }));
  return school.press.sheets('student-movement', view);
};

test('of three classes: start, arrived, left, end; a move counts for the classes and not for what holds both', async () => {
  const document = await movement('2020-09-01', '2020-10-31');
  expect(linesOf(document)).toEqual([
    '2А | 4 | 1 | 2 | 3',
    '2Б | 1 | 1 | 0 | 2',
    '2-е классы | 5 | 1 | 1 | 5',
    '1–4-е классы | 5 | 1 | 1 | 5',
    '10А | 1 | 0 | 0 | 1',
    '10-е классы | 1 | 0 | 0 | 1',
    '10–11-е классы | 1 | 0 | 0 | 1',
    'По школе | 6 | 1 | 1 | 6',
  ]);
  expect(wrongSums(document)).toEqual([]);
});

test('a move that took some days is one all the same: until it is over the class that was left counts the student', async () => {
  const move = (day: string) =>
    query(school, `update enrolment set since = :day where student_id = :id and arrival = 'moved'`, {
      ...{ day, id: counted.students.Волков },
    });
  await move('2020-10-15');
  const lines = linesOf(await movement('2020-09-01', '2020-10-31'));
  expect([lines[0], lines[1], lines.at(-1)]).toEqual([
    '2А | 4 | 1 | 2 | 3',
    '2Б | 1 | 1 | 0 | 2',
    'По школе | 6 | 1 | 1 | 6',
  ]);
  const between = linesOf(await movement('2020-09-01', '2020-10-13'));
  expect([between[0], between[1], between.at(-1)]).toEqual([
    ...['2А | 4 | 1 | 1 | 4', '2Б | 1 | 0 | 0 | 1', 'По школе | 6 | 1 | 1 | 6'],
  ]);
  await move('2020-10-12');
});

test('who goes to another parallel and comes back leaves the first and arrives there again; for the school nothing happens', async () => {
  const { classes, students } = counted;
  const id = students.Абрамов!;
  await endStay(school, id, { until: '2020-09-21', departure: 'moved' });
  await addStay(school, id, { classId: classes['10А'], since: '2020-09-21', arrival: 'moved' });
  await endStay(school, id, { until: '2020-10-05', departure: 'moved' });
  await addStay(school, id, { classId: classes['2Б'], since: '2020-10-05', arrival: 'moved' });
  expect(linesOf(await movement('2020-09-01', '2020-09-30'))).toEqual([
    ...['2А | 4 | 0 | 1 | 3', '2Б | 1 | 0 | 0 | 1', '2-е классы | 5 | 0 | 1 | 4', '1–4-е классы | 5 | 0 | 1 | 4'],
    ...['10А | 1 | 1 | 0 | 2', '10-е классы | 1 | 1 | 0 | 2', '10–11-е классы | 1 | 1 | 0 | 2'],
    'По школе | 6 | 0 | 0 | 6',
  ]);
  await query(school, `delete from enrolment where student_id = :id and since > '2020-09-01'`, { id });
  await query(school, `update enrolment set until = null, departure = null where student_id = :id`, { id });
});

test('what happened stands below with the day, from where, where to and by which order', async () => {
  expect(linesOf(await movement('2020-09-01', '2020-10-31'), 1)).toEqual([
    '1 | 12.10.2020 | Дымов Пётр | зачисление | школа № 7 | 2А | № 15 от 09.10.2020',
    '2 | 12.10.2020 | Волков Пётр | перевод | 2А | 2Б | ',
    '3 | 12.10.2020 | Гусев Пётр | выбытие | 2А | Тверь | № 16',
  ]);
});

test('days without an event have no list, and begin with those of the day before', async () => {
  const document = await movement('2020-10-13', '2020-12-29');
  expect(tablesOf(document)).toHaveLength(1);
  expect(linesOf(document)[0]).toBe('2А | 3 | 0 | 0 | 3');
  expect(linesOf(document).at(-1)).toBe('По школе | 6 | 0 | 0 | 6');
});

test('start and arrived without left are the end, in every line of the sample school', async () => {
  const document = await movement('2026-09-01', '2026-11-24');
  expect(wrongSums(document)).toEqual([]);
  for (const line of linesOf(document)) {
    const [start, arrived, left, end] = line.split(' | ').slice(-4).map(Number) as [number, number, number, number];
    expect(start + arrived - left, line).toBe(end);
  }
});

test('is for director, deputy and registrar', async () => {
  for (const login of ['sokolova', 'kuznetsov'])
    expect(linesOf(await movement('2020-09-01', '2020-10-31', login)), login).toHaveLength(8);
  for (const login of ['ivanova', 'petrova', 'masha'])
    expect((await refusalOf(movement('2020-09-01', '2020-10-31', login))).kind, login).toBe('not-found');
});
