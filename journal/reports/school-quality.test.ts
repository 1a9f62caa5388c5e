import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CountedSchool, countedSchool, countedYear } from '#test/counted-school.ts';
import { addFinal } from '#test/finals.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query, refusalOf } from '#test/journal.ts';
import { linesOf } from '#test/sheets.ts';
import { runReport } from './run-report.ts';

let school: TestSchool;
let counted: CountedSchool;
beforeAll(async () => {
  school = await openTestSchool();
  counted = await countedSchool(school);
  await markMore();
});
afterAll(() => school.close());

/** The second quarter of 2А, шахматы and шашки: Абрамов 5 4, Белов 3 4, Дымов 4 4; the mark that Котов lacked, a 3. */
async function markMore() {
  const periods = await query<{ id: number; name: string }>(
    school,
    `select p.id, p.kind || p.number as name from period p join school_year y on y.id = p.year_id where y.first_day = '2020-09-01'`,
  );
  const add = async (name: string, journal: string, { period, value }: { period: string; value: number }) => {
    const [studentId, courseId] = [counted.students[name]!, counted.courses[journal]!];
    const periodId = periods.find(one => one.name === period)!.id;
    await addFinal(school, { courseId, studentId, stage: 'period', periodId, value });
  };
  for (const [name, chess, draughts] of [
    ['Абрамов', 5, 4],
    ['Белов', 3, 4],
    ['Дымов', 4, 4],
  ] as const) {
    await add(name, '2А Шахматы', { period: 'quarter2', value: chess });
    await add(name, '2А Шашки', { period: 'quarter2', value: draughts });
  }
  await add('Котов', '10А Шашки', { period: 'half-year1', value: 3 });
}

const run = async (name: string, { login = 'morozov', ...asked }: Record<string, string> = {}) => {
  const { view } = await school.as(login, act => runReport(act, name, { year: countedYear, ...asked }));
  return school.press.sheets(name, view);
};

const plotsOf = (parts: readonly { kind: string; about?: string }[]) =>
  parts.filter(({ kind }) => kind === 'plot').map(({ about }) => about!.replaceAll('\u00a0', ' '));

test('2А by subjects and as a class: успеваемость and качество of each quarter and of the year', async () => {
  const document = await run('class-quality', { of: String(counted.classes['2А']) });
  // Шахматы 5 5 4, then 5 3 4; шашки 5 4 and one missing, then 4 4 4. Of three students one has no data, then one has a 3.
  expect(linesOf(document)).toEqual([
    'Шахматы | 100,0 | 100,0 | 100,0 | 66,7 | — | —',
    'Шашки | 66,7 | 66,7 | 100,0 | 100,0 | — | —',
    '2А (по ученикам) | 66,7 | 66,7 | 100,0 | 66,7 | — | —',
  ]);
  const [plot] = document.sheets[0]!.parts.filter(part => part.kind === 'plot');
  expect(plot!.facts).toMatchObject({
    panels: [
      {
        head: true,
        name: { className: '2А' },
        points: [
          { quality: 667, missing: 1 },
          { quality: 667, missing: 0 },
        ],
      },
      { head: false, name: { subject: 'Шахматы' }, points: [{ quality: 1000 }, { quality: 667 }] },
      { head: false, name: { subject: 'Шашки' }, points: [{ quality: 667, missing: 1 }, { quality: 1000 }] },
    ],
  });
  expect(plotsOf(document.sheets[0]!.parts)).toEqual([
    '2А: качество 66,7 %, успеваемость 100,0 % (II четверть). Ниже всего качество за II четверть: Шахматы — 66,7 %; выше всего: Шашки — 100,0 %. Звёздочка: выставлены ещё не все отметки.',
  ]);
});

test('the school by classes and levels, half-years beside quarters; each level with its classes and subjects', async () => {
  const document = await run('school-quality');
  expect(document.sheets.map(({ tab }) => tab)).toEqual(['По школе', 'Классы 1–4', 'Классы 10–11']);
  // Two quarters, the half-year, the year. In 2Б nobody has a mark of the second quarter, in both together 3 of 5 have.
  expect(linesOf(document)).toEqual([
    '2А | 66,7 | 66,7 | 100,0 | 66,7 |  |  | — | —',
    '2Б | 50,0 | 0,0 | — | — |  |  | — | —',
    '1–4-е классы | 60,0 | 40,0 | 60,0 | 40,0 |  |  | — | —',
    '10А |  |  |  |  | 100,0 | 0,0 | — | —',
    '10–11-е классы |  |  |  |  | 100,0 | 0,0 | — | —',
  ]);
  // Шахматы 5 5 4 and 3 2, then 5 3 4 of five; шашки 5 4 _ and 4 н/а, then 4 4 4 of five.
  expect(linesOf(document, 1)).toEqual([
    'Шахматы | 80,0 | 60,0 | 60,0 | 40,0 | — | —',
    'Шашки | 60,0 | 60,0 | 60,0 | 60,0 | — | —',
  ]);
  expect(linesOf(document, 2)).toEqual(['Шахматы | 100,0 | 100,0 | — | —', 'Шашки | 100,0 | 0,0 | — | —']);
  expect(plotsOf(document.sheets[0]!.parts)[0]).toMatch(
    /^10–11-е классы: качество 0,0 %, успеваемость 100,0 % \(I полугодие\)\./,
  );
  expect(plotsOf(document.sheets[1]!.parts)[0]).toMatch(
    /^2А: качество 66,7 %, успеваемость 100,0 % \(II четверть\)\. 2Б: качество 0,0 %, успеваемость 50,0 % \(I четверть\)\./,
  );
});

test('grade 1 has no quality, and no picture of it', async () => {
  const [first] = await query<{ id: number }>(school, `select id from school_class where grade = 1 limit 1`);
  const document = await run('class-quality', { of: String(first!.id), year: '2026-11-24' });
  expect(document.sheets[0]!.parts).toEqual([
    { kind: 'text', text: expect.stringMatching(/^В.первом классе отметок не ставят\.$/) },
  ]);
});

test('the number of queries goes by the periods alone: four for each', async () => {
  const counts = await school.countQueries(() => run('school-quality'));
  // Two quarters and a half-year more in the sample school, with many classes more.
  expect((await school.countQueries(() => run('school-quality', { year: '2026-11-24' }))) - counts).toBe(3 * 4);
});

test('a class is for its class teacher and the heads, the school for the heads', async () => {
  const own = await run('class-quality', { login: 'ivanova', year: '2026-11-24' });
  expect(own.sheets.map(({ tab }) => tab)).toEqual(['5Б']);
  const of = String(counted.classes['2А']);
  for (const login of ['orlova', 'petrova', 'masha', 'kuznetsov'])
    expect((await refusalOf(run('class-quality', { of, login }))).kind, login).toBe('not-found');
  for (const login of ['ivanova', 'petrova', 'masha'])
    expect((await refusalOf(run('school-quality', { login }))).kind, login).toBe('not-found');
});
