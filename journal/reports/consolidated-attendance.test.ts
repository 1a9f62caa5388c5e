import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CountedSchool, countedSchool, countedYear, missCounted } from '#test/counted-school.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query, refusalOf } from '#test/journal.ts';
import { linesOf, wrongSums } from '#test/sheets.ts';
import { runReport } from './run-report.ts';

let school: TestSchool;
let counted: CountedSchool;
beforeAll(async () => {
  school = await openTestSchool();
  counted = await countedSchool(school);
  await missCounted(school, counted);
});
afterAll(() => school.close());

const run = async (name: string, { login = 'morozov', ...asked }: Record<string, string>) => {
  const { view } = await school.as(login, act => runReport(act, name, { year: countedYear, ...asked }));
  return school.press.sheets(name, view);
};

test('the sheet of 2А: days and lessons of every period and the year, in all and by illness', async () => {
  const document = await run('consolidated-attendance', { of: String(counted.classes['2А']) });
  // №, name; first quarter: days, ill, lessons, ill; second; year. A day is full when every lesson of it was missed.
  expect(linesOf(document)).toEqual([
    '1 | Абрамов Пётр | 2 | 1 | 4 | 3 | 0 | 0 | 0 | 0 | 2 | 1 | 4 | 3',
    '2 | Белов Пётр | 0 | 0 | 1 | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 1 | 1',
    '3 | Волков Пётр (выбыл) | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0',
    '4 | Гусев Пётр (выбыл) | 1 | 0 | 2 | 0 | 0 | 0 | 0 | 0 | 1 | 0 | 2 | 0',
    '5 | Дымов Пётр | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0',
    ' | По классу | 3 | 1 | 7 | 4 | 0 | 0 | 0 | 0 | 3 | 1 | 7 | 4',
  ]);
  expect(wrongSums(document)).toEqual([]);
});

test('the year of 2А day by day: who missed a lesson, days without absences too', async () => {
  const document = await run('consolidated-attendance', { of: String(counted.classes['2А']) });
  const [plot] = document.sheets[0]!.parts.filter(part => part.kind === 'plot');
  // Абрамов, Белов and Гусев, of whom Белов came for a lesson; Абрамов; nobody: Белов came late.
  expect(plot!.facts).toEqual({
    students: 3,
    days: [
      { day: '2020-09-14', absent: 3, full: 2 },
      { day: '2020-10-05', absent: 1, full: 1 },
      { day: '2020-11-16', absent: 0, full: 0 },
    ],
  });
});

test('a period that is to come stands empty', async () => {
  const [own] = await query<{ id: number }>(school, `select id from school_class where grade = 5 and letter = 'Б'`);
  const document = await run('consolidated-attendance', { of: String(own!.id), login: 'ivanova', year: '2026-11-24' });
  const [first] = linesOf(document);
  // The third and the fourth quarter are ahead of November.
  expect(first!.split(' | ').slice(10, 18)).toEqual(Array(8).fill(''));
});

test('is for its class teacher and the heads', async () => {
  const of = String(counted.classes['2А']);
  for (const login of ['orlova', 'petrova', 'masha', 'kuznetsov'])
    expect((await refusalOf(run('consolidated-attendance', { of, login }))).kind, login).toBe('not-found');
});
