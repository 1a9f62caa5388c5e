import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pdf } from '#templates/paper/pdf.ts';
import { type CountedSchool, countedSchool, countedYear } from '#test/counted-school.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addLesson, query, refusalOf, studentOf } from '#test/journal.ts';
import { pdfPages } from '#test/pdf.ts';
import { linesOf, tablesOf } from '#test/sheets.ts';
import { ownReport } from './own-report.ts';
import { runReport } from './run-report.ts';

// 2А of 2020/2021: marks stand in the first quarter only; Абрамов was ill for a whole day in each quarter, Белов for one lesson.
let school: TestSchool;
let counted: CountedSchool;
beforeAll(async () => {
  school = await openTestSchool();
  counted = await countedSchool(school);
  for (const day of ['2020-09-14', '2020-11-16'] as const) {
    for (const [index, subject] of ['Шахматы', 'Шашки'].entries()) {
      const lesson = await addLesson(school, counted.courses[`2А ${subject}`]!, { day, slot: index + 1 });
      await miss(lesson, 'Абрамов', 'ill');
      if (day === '2020-09-14' && index === 0) await miss(lesson, 'Белов', 'valid');
    }
  }
});
afterAll(() => school.close());

const miss = (lesson: number, name: string, kind: string) =>
  query(
    school,
    `insert into absence (lesson_id, student_id, kind, by_id, at) select :lesson, :student, :kind, id, now() from person where login = 'ivanova'`,
    { lesson, student: counted.students[name], kind },
  );

const classOf = async (name: string): Promise<string> => {
  const [own] = await query<{ id: number }>(
    school,
    `select k.id from school_class k join school_year y on y.id = k.year_id
     where k.grade || k.letter = :name and y.first_day = '2026-09-01'`,
    { name },
  );
  return String(own!.id);
};

const sheetsOf = async (asked: { of: string; login?: string; year?: string }) => {
  const { login = 'morozov', of, year = countedYear } = asked;
  const { view } = await school.as(login, act => runReport(act, 'student-report', { year, of }));
  return school.press.sheets('student-report', view);
};

test('each who is in 2А has a sheet: subjects by quarters and the year, a dash where a mark is due and missing', async () => {
  const document = await sheetsOf({ of: String(counted.classes['2А']) });
  // Волков moved to 2Б, Гусев left.
  expect(document.sheets.map(({ tab }) => tab)).toEqual(['Абрамов Пётр', 'Белов Пётр', 'Дымов Пётр']);
  expect(document.sheets[1]!.lines).toEqual(['Белов Пётр, 2А класс, 2020/2021 учебный год']);
  const marks = [0, 2, 4].map(table => linesOf(document, table));
  expect(marks).toEqual([
    ['1 | Шахматы | 5 | — | —', '2 | Шашки | 5 | — | —'],
    ['1 | Шахматы | 5 | — | —', '2 | Шашки | 4 | — | —'],
    ['1 | Шахматы | 4 | — | —', '2 | Шашки | — | — | —'],
  ]);
});

test('the lessons missed stand below, by quarters and in the year', async () => {
  const document = await sheetsOf({ of: String(counted.classes['2А']) });
  expect([1, 3, 5].map(table => linesOf(document, table))).toEqual([
    ['уроков всего | 2 | 2 | 4', 'из них по болезни | 2 | 2 | 4', 'полных дней | 1 | 1 | 2'],
    ['уроков всего | 1 | 0 | 1', 'из них по болезни | 0 | 0 | 0', 'полных дней | 0 | 0 | 0'],
    ['уроков всего | 0 | 0 | 0', 'из них по болезни | 0 | 0 | 0', 'полных дней | 0 | 0 | 0'],
  ]);
});

test('marks given in another class of the year go along: Волков of 2Б keeps those of 2А', async () => {
  const document = await sheetsOf({ of: String(counted.classes['2Б']) });
  const at = document.sheets.findIndex(({ tab }) => tab === 'Волков Пётр');
  expect(linesOf(document, 2 * at)).toEqual(['1 | Шахматы | 3 | — | —', '2 | Шашки | 4 | — | —']);
});

test('class teacher and parent sign', async () => {
  const { sheets } = await sheetsOf({ of: String(counted.classes['2А']) });
  expect(sheets[0]!.signatures.map(({ post, name }) => [post, name.replaceAll('\u00a0', ' ')])).toEqual([
    ['Классный руководитель', 'Н. П. Иванова'],
    ['Родитель (законный представитель)', ''],
  ]);
});

test('in 9А there are an exam and a final mark; in 1А subjects without marks; nothing is due that is to come', async () => {
  const ninth = await sheetsOf({ of: await classOf('9А'), login: 'orlova', year: '2026-11-24' });
  expect(tablesOf(ninth)[0]!.columns.map(column => column.title)).toEqual([
    ...['№', 'Предмет', 'I четв.', 'II четв.', 'III четв.', 'IV четв.', 'Год', 'Экзамен', 'Итог'],
  ]);
  const joined = linesOf(ninth).find(line => line.includes('Математика'));
  expect(joined).toMatch(/^\d+ \| Математика \| {2}\| {2}\| {2}\| {2}\| {2}\| {2}\| $/);
  const first = await sheetsOf({ of: await classOf('1А'), login: 'fedorova', year: '2026-11-24' });
  expect(linesOf(first).length).toBeGreaterThan(5);
  for (const line of linesOf(first)) expect(line).toMatch(/^\d+ \| .+ \| {2}\| {2}\| {2}\| {2}\| $/);
});

test('is for the class teacher and the heads', async () => {
  const of = String(counted.classes['2А']);
  for (const login of ['morozov', 'sokolova']) expect((await sheetsOf({ of, login })).sheets, login).toHaveLength(3);
  for (const login of ['orlova', 'kuznetsov', 'petrova', 'masha'])
    expect((await refusalOf(sheetsOf({ of, login }))).kind, login).toBe('not-found');
});

test('takes as many queries for three students as for two', async () => {
  const queries = (name: '2А' | '2Б') =>
    school.countQueries(() => sheetsOf({ of: String(counted.classes[name]), login: 'morozov' }));
  expect(await queries('2А')).toBe(await queries('2Б'));
});

describe('the own sheet of a student', () => {
  const own = async (login: string, student: string) => {
    const id = await studentOf(school, student);
    const { view } = await school.as(login, act => ownReport(act, id));
    return school.press.sheets('student-report', view);
  };

  test('is the one of the class, alone: for mother, daughter, class teacher and heads', async () => {
    const ofClass = (await sheetsOf({ of: await classOf('5Б'), year: '2026-11-24' })).sheets;
    const masha = ofClass.filter(({ tab }) => tab === 'Петрова Мария');
    expect(masha).toHaveLength(1);
    for (const login of ['petrova', 'masha', 'ivanova', 'morozov', 'sokolova'])
      expect((await own(login, 'Петрова Мария')).sheets, login).toEqual(masha);
  });

  test('is nobody else’s', async () => {
    for (const login of ['smirnov', 'kozlova', 'belova', 'orlova', 'volkov', 'kuznetsov'])
      expect((await refusalOf(own(login, 'Петрова Мария'))).kind, login).toBe('not-found');
    for (const student of ['Смирнов Дмитрий', 'Козлов Егор'])
      expect((await refusalOf(own('petrova', student))).kind, student).toBe('not-found');
  });

  test('opens from the diary and is printed: one page, numbered from 1, with the name of no other child', async () => {
    const id = await studentOf(school, 'Петрова Мария');
    const petrova = await school.browser('petrova');
    expect((await petrova.get(`/diary/${id}/finals`)).body).toContain(`/diary/${id}/report`);
    const { body } = await petrova.get(`/diary/${id}/report`);
    expect(body).toContain('Табель успеваемости');
    expect(body).not.toContain('Смирнов');
    const pages = await pdfPages((await petrova.get(`/diary/${id}/report/pdf`)).rawPayload);
    expect(pages.map(({ text }) => /Страница \d+ из \d+/.exec(text)?.[0])).toEqual(['Страница 1 из 1']);
    expect(pages[0]!.text).toContain('Петрова Мария, 5Б класс');
  });
});

test('in the print of a class each student’s pages begin at 1', async () => {
  const document = await sheetsOf({ of: String(counted.classes['2А']) });
  const pages = await pdfPages(await pdf(document));
  expect(pages.map(({ text }) => /Страница \d+ из \d+/.exec(text)?.[0])).toEqual(
    document.sheets.map(() => 'Страница 1 из 1'),
  );
});
