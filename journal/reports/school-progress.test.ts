import { afterAll, beforeAll, expect, test } from 'vitest';
import { countedSchool, countedYear } from '#test/counted-school.ts';
import { addFinal, courseOf } from '#test/finals.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query, refusalOf } from '#test/journal.ts';
import { linesOf, tablesOf, wrongSums } from '#test/sheets.ts';
import { runReport } from './run-report.ts';

let school: TestSchool;
beforeAll(async () => {
  school = await openTestSchool();
  await countedSchool(school);
});
afterAll(() => school.close());

const progress = async (term: string, { login = 'morozov', year = countedYear } = {}) => {
  const { view } = await school.as(login, act => runReport(act, 'school-progress', { year, term }));
  return school.press.sheets('school-progress', view);
};

test('classes, parallel, level and school are as counted by hand', async () => {
  const document = await progress('quarter-1');
  // Students, due, attested; on 5, one 4, on 4 and 5, one 3, others; failing by 1, 2, 3+; н/а, no data; %, quality, СОУ, mean.
  // СОУ: 2А (3·100 + 2·64)/6, 2Б (64 + 36 + 16 + 7)/4, both (428 + 123)/10.
  const both = '5 | 5 | 4 | 1 | 1 | 0 | 1 | 0 | 1 | 0 | 0 | 0 | 1 | 60,0 | 40,0 | 55,10 | 4,00';
  expect(linesOf(document)).toEqual([
    '2А | Иванова Н. П. | 3 | 3 | 2 | 1 | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 1 | 66,7 | 66,7 | 71,33 | 4,60',
    '2Б | Фёдорова С. И. | 2 | 2 | 2 | 0 | 0 | 0 | 1 | 0 | 1 | 0 | 0 | 0 | 0 | 50,0 | 0,0 | 30,75 | 3,00',
    `2-е классы | ${both}`,
    `1–4-е классы | ${both}`,
    `По школе | ${both}`,
  ]);
  expect(wrongSums(document)).toEqual([]);
  expect(document.sheets[0]!.incomplete).toBe('данные неполные: не выставлено итоговых отметок: 1');
});

test('the quality of each subject in each class, on a sheet of the level', async () => {
  const document = await progress('quarter-1');
  expect(document.sheets.map(({ tab }) => tab)).toEqual(['По школе', 'Качество 1–4']);
  // 2А шахматы 5 5 4, шашки 5 4 and one missing; 2Б шахматы 3 2, шашки 4 and н/а.
  expect(linesOf(document, 1)).toEqual([
    'Шахматы | 100,0 | 0,0 | 60,0',
    'Шашки | 66,7 | 50,0 | 60,0',
    'По всем предметам | 83,3 | 25,0 | 60,0',
  ]);
});

test('after the attestation the mathematics of grade 9 stands under its own name, beside that of the lower grades', async () => {
  school.world.set('2027-06-20T12:00:00+03:00');
  const algebra = await courseOf(school, '9А', 'Алгебра');
  const fifth = await courseOf(school, '5А', 'Математика');
  const studentsOf = async (courseId: number) =>
    (
      await query<{ id: number }>(
        school,
        `select e.student_id as id from course c join enrolment e on e.school_class_id = c.school_class_id and e.until is null
         where c.id = :courseId order by e.student_id`,
        { courseId },
      )
    ).map(({ id }) => id);
  // All of 9А finish with a 5, all of 5А with a 3.
  for (const studentId of await studentsOf(algebra))
    await addFinal(school, { courseId: algebra, studentId, stage: 'final', value: 5 });
  for (const studentId of await studentsOf(fifth))
    await addFinal(school, { courseId: fifth, studentId, stage: 'year', value: 3 });
  const document = await progress('final', { year: '2026-11-24' });
  const at = document.sheets.findIndex(({ tab }) => tab === 'Качество 5–9');
  const { columns, rows } = tablesOf(document)[at]!;
  const qualityOf = (subject: string) => {
    const row = rows.find(({ cells }) => cells[0]!.text === subject);
    return ['5А', '9А'].map(name => row?.cells[columns.findIndex(({ title }) => title === name)]?.text);
  };
  expect(qualityOf('Математика')).toEqual(['0,0', '100,0']);
  // Grades 7 and 8 have it, and no year mark yet.
  expect(qualityOf('Алгебра')).toEqual([undefined, undefined]);
  school.world.set('2026-11-24T12:30:00+03:00');
});

test('the sample school adds up, with grade 1 in no figure', async () => {
  const document = await progress('quarter-1', { year: '2026-11-24' });
  expect(wrongSums(document)).toEqual([]);
  expect(linesOf(document)[0]).toMatch(/^1А \| Фёдорова С\. И\. \| \d+ \| 0 \| 0 \| .* \| — \| — \| — \| —$/);
});

test('the number of queries does not grow with the school', async () => {
  const ofCounted = await school.countQueries(() => progress('quarter-1'));
  expect(await school.countQueries(() => progress('quarter-1', { year: '2026-11-24' }))).toBe(ofCounted);
});

test('a deputy and the director have it; others do not', async () => {
  expect(linesOf(await progress('quarter-1', { login: 'sokolova' }))).toHaveLength(5);
  for (const login of ['ivanova', 'kuznetsov', 'petrova', 'masha'])
    expect((await refusalOf(progress('quarter-1', { login }))).kind, login).toBe('not-found');
});
