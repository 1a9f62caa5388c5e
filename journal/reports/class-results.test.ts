import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addLesson, query, refusalOf } from '#test/journal.ts';
import { type HardClass, hardClass } from '#test/reports.ts';
import { linesOf, tablesOf, wrongSums } from '#test/sheets.ts';
import { runReport } from './run-report.ts';

let school: TestSchool;
let hard: HardClass;
beforeAll(async () => {
  school = await openTestSchool();
  hard = await hardClass(school);
  await missLessons();
});
afterAll(() => school.close());

/** Анна was ill for both lessons of a day and came late to another; Борис missed one without a word. */
async function missLessons() {
  const { anna, boris } = hard.names;
  const lessons: number[] = [];
  for (const slot of [1, 2]) lessons.push(await addLesson(school, hard.courseId, { day: '2026-10-06', slot }));
  lessons.push(await addLesson(school, hard.courseId, { day: '2026-10-13' }));
  for (const [lesson, student, kind] of [
    [0, anna, 'ill'],
    [1, anna, 'ill'],
    [2, anna, 'late'],
    [2, boris, 'unknown'],
  ] as const) {
    await query(
      school,
      `insert into absence (lesson_id, student_id, kind, by_id, at)
       select :lesson, :student, :kind, id, now() from person where login = 'ivanova'`,
      { lesson: lessons[lesson], student, kind },
    );
  }
}

const results = async (login = 'fedorova', { term = 'quarter-1', of = hard.id } = {}) => {
  const { view } = await school.as(login, act => runReport(act, 'class-results', { term, of: String(of) }));
  return school.press.sheets('class-results', view);
};

describe('the results of 3К for the first quarter', () => {
  test('the matrix is as counted by hand', async () => {
    const document = await results();
    const [sheet] = document.sheets;
    expect(sheet).toMatchObject({
      ...{ orientation: 'landscape', title: 'Итоги успеваемости класса', tab: '3К' },
      lines: ['за I четверть 2026/2027 учебного года', 'Класс 3К, классный руководитель Фёдорова С. И.'],
      incomplete: 'данные неполные: не выставлено итоговых отметок: 1',
    });
    // Columns: №, name, английский, труд, шахматы, этика, mean, missed in all, ill, valid, others.
    expect(linesOf(document)).toEqual([
      '1 | Арсеньева Анна | 4 | 5 | 5 | зач | 4,67 | 2 | 2 | 0 | 0',
      '2 | Быков Борис | н/а | 4 | 3 | нез | 3,50 | 1 | 0 | 0 | 1',
      '3 | Волошина Вера | 5 |  | 4 | зач | 4,50 | 0 | 0 | 0 | 0',
      '4 | Громов Глеб | — | 3 | 2 |  | 2,50 | 0 | 0 | 0 | 0',
      '5 | Дроздова Дарья (выбыла) |  |  |  |  | — | 0 | 0 | 0 | 0',
      '6 | Ершов Егор (выбыла) |  |  |  |  | — | 0 | 0 | 0 | 0',
      ' | По классу | 4,50 | 4,00 | 3,50 |  | 3,89 | 3 | 2 | 0 | 1',
    ]);
    expect(wrongSums(document)).toEqual([]);
  });

  test('the class in one line: 4 due, 3 attested, by category, 50,0 % and 50,0 %', async () => {
    const document = await results();
    // Две «с одной 4», никого «на 4 и 5»; one fails by one subject, one is not attested.
    expect(linesOf(document, 1)).toEqual([
      '4 | 3 | 0 | 2 | 0 | 0 | 0 | 1 | 0 | 0 | 1 | 0 | 50,0 | 50,0 | 53,36 | 3,89',
    ]);
    const list = document.sheets[0]!.parts.find(part => part.kind === 'list')!;
    expect(list.items.map(item => item.replaceAll('\u00a0', ' '))).toEqual([
      'С одной «4» (2): Арсеньева Анна — Английский разговор (Орлова М. А.); Волошина Вера — Шахматы (Иванова Н. П.).',
      'Не успевают по одному предмету (1): Громов Глеб — Шахматы (Иванова Н. П.).',
      'Не аттестованы (1): Быков Борис — Английский разговор (Волков Д. О.).',
    ]);
  });

  test('subject by subject with the teacher, live in the spreadsheet', async () => {
    const document = await results();
    // Subject, teacher, students, due, attested, 5 4 3 2 н/а зачёт, success, quality, СОУ, mean.
    expect(linesOf(document, 2)).toEqual([
      'Английский разговор | Орлова М. А., Волков Д. О. | 4 | 4 | 2 | 1 | 1 | 0 | 0 | 1 | 0 | 50,0 | 50,0 | 42,75 | 4,50',
      'Труд и ремесло | Волков Д. О. | 3 | 3 | 3 | 1 | 1 | 1 | 0 | 0 | 0 | 100,0 | 66,7 | 66,67 | 4,00',
      'Шахматы | Иванова Н. П. | 4 | 4 | 4 | 1 | 1 | 1 | 1 | 0 | 0 | 75,0 | 50,0 | 54,00 | 3,50',
      'Этика | Фёдорова С. И. | 4 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 2 | — | — | — | —',
    ]);
    const { columns } = tablesOf(document)[2]!;
    const formulas = Object.fromEntries(columns.flatMap(({ key, formula }) => (formula ? [[key, formula]] : [])));
    expect(formulas).toEqual({
      success: '100*(five+four+three)/due',
      quality: '100*(five+four)/due',
      mastery: '(100*five+64*four+36*three+16*two+7*notAttested)/due',
      mean: '(5*five+4*four+3*three+2*two)/(five+four+three+two)',
    });
  });
});

test('a time that has not begun has an empty sheet', async () => {
  expect(linesOf(await results('fedorova', { term: 'quarter-3' }))).toEqual([]);
});

test('grade 1 has rows without marks, and says nothing of figures', async () => {
  const [first] = await query<{ id: number }>(school, `select id from school_class where grade = 1 and letter = 'А'`);
  const document = await results('fedorova', { of: first!.id } as never);
  expect(linesOf(document).length).toBeGreaterThan(10);
  expect(document.sheets[0]!.incomplete).toBe('');
  expect(linesOf(document, 1)[0]).toMatch(/^0 \| 0 .* — \| — \| — \| —$/);
});

test('its class teacher, deputy and director have it; other teachers, the registrar and families do not', async () => {
  for (const login of ['fedorova', 'morozov', 'sokolova']) expect(linesOf(await results(login)), login).toHaveLength(7);
  for (const login of ['volkov', 'petrova', 'masha']) {
    expect((await refusalOf(results(login))).kind, login).toBe('not-found');
  }
  const refusal = await refusalOf(results('ivanova'));
  expect(refusal.kind).toBe('not-found');
});

test('the list of reports names both of the class and of the journal', async () => {
  const page = await (await school.browser('fedorova')).get('/reports');
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain('Итоги успеваемости класса');
  const shown = await (await school.browser('fedorova')).get(`/reports/class-results?term=quarter-1&of=${hard.id}`);
  expect(shown.body).toContain('Дроздова');
});
