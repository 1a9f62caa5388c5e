import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addFinal, periodIdOf } from '#test/finals.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query, refusalOf } from '#test/journal.ts';
import { addCourse, type HardClass, hardClass } from '#test/reports.ts';
import { linesOf, tablesOf } from '#test/sheets.ts';
import { runReport } from './run-report.ts';

let school: TestSchool;
let hard: HardClass;
beforeAll(async () => {
  school = await openTestSchool();
  hard = await hardClass(school);
  await query(
    school,
    `update enrolment set departure_order = '41', departure_order_date = '2026-10-09', went_to = 'школа № 7'
     where student_id = :egor and departure = 'left'`,
    { egor: hard.names.egor },
  );
});
afterAll(() => school.close());

const record = async (login = 'fedorova', of = hard.id) => {
  const { view } = await school.as(login, act => runReport(act, 'consolidated-progress', { of: String(of) }));
  return school.press.sheets('consolidated-progress', view);
};

describe('the consolidated sheet of 3К in November', () => {
  test('each student has a line for every quarter and the year, with what stands', async () => {
    const document = await record();
    const [sheet] = document.sheets;
    expect(sheet).toMatchObject({
      ...{ orientation: 'landscape', tab: '3К' },
      title: 'Сводная ведомость учёта успеваемости обучающихся 3К класса',
      lines: ['2026/2027 учебный год, классный руководитель Фёдорова С. И.'],
      // Громов has no English of the first quarter; the others have what they owe.
      incomplete: 'данные неполные: не выставлено итоговых отметок: 1',
    });
    // Columns: №, name, line, английский, труд, шахматы, этика, decision.
    expect(linesOf(document)).toEqual([
      '1 | Арсеньева Анна | I четв. | 4 | 5 | 5 | зач | ',
      ...['II четв. |  |  |  | ', 'III четв. |  |  |  | ', 'IV четв. |  |  |  | ', 'год |  |  |  | '],
      '2 | Быков Борис | I четв. | н/а | 4 | 3 | нез | ',
      ...['II четв. |  |  |  | ', 'III четв. |  |  |  | ', 'IV четв. |  |  |  | ', 'год |  |  |  | '],
      '3 | Волошина Вера | I четв. | 5 |  | 4 | зач | ',
      ...['II четв. |  |  |  | ', 'III четв. |  |  |  | ', 'IV четв. |  |  |  | ', 'год |  |  |  | '],
      '4 | Громов Глеб | I четв. |  | 3 | 2 |  | ',
      ...['II четв. |  |  |  | ', 'III четв. |  |  |  | ', 'IV четв. |  |  |  | ', 'год |  |  |  | '],
      '5 | Дроздова Дарья (выбыла) | I четв. |  |  | 4 |  | с 01.10.2026 в 3Л',
      ...['II четв. |  |  |  | ', 'III четв. |  |  |  | ', 'IV четв. |  |  |  | ', 'год |  |  |  | '],
      '6 | Ершов Егор (выбыла) | I четв. |  |  | 5 |  | выбыл 12.10.2026: школа № 7, пр. № 41 от 09.10.2026',
      ...['II четв. |  |  |  | ', 'III четв. |  |  |  | ', 'IV четв. |  |  |  | ', 'год |  |  |  | '],
    ]);
  });

  test('the lines of one student stay together, and the name goes down over them', async () => {
    const [table] = tablesOf(await record());
    expect(table!.rows.map(({ joined }) => Boolean(joined)).slice(0, 6)).toEqual([
      false,
      true,
      true,
      true,
      true,
      false,
    ]);
    expect(table!.rows[0]!.cells[1]).toMatchObject({ text: 'Арсеньева Анна', rows: 5 });
  });

  test('who came from another class brings the marks given there', async () => {
    const document = await record('orlova', hard.other);
    expect(linesOf(document)[0]).toBe('1 | Дроздова Дарья | I четв. | 4 | ');
  });
});

test('9А has the exam and the final mark; mathematics has one of each beside its three subjects', async () => {
  const [algebra] = await query<{ id: number; studentId: number; studentName: string; classId: number }>(
    school,
    `select c.id, k.id as "classId", s.id as "studentId", n.family_name || ' ' || n.given_name as "studentName"
     from course c join school_class k on k.id = c.school_class_id and k.grade = 9 and k.letter = 'А'
       join subject j on j.id = c.subject_id and j.name = 'Алгебра'
       join enrolment e on e.school_class_id = k.id join student s on s.id = e.student_id join person n on n.id = s.person_id
     order by n.family_name collate "ru-x-icu", n.given_name collate "ru-x-icu" limit 1`,
  );
  const { id: courseId, studentId, studentName, classId } = algebra!;
  await addFinal(school, { courseId, studentId, stage: 'year', value: 4 });
  await addFinal(school, { courseId, studentId, stage: 'exam', value: 3 });
  await addFinal(school, { courseId, studentId, stage: 'final', value: 4 });
  const document = await record('orlova', classId);
  const [table] = tablesOf(document);
  const place = (title: string) => table!.columns.findIndex(column => column.title === title);
  const ofStudent = table!.rows
    .slice(0, 7)
    .map(({ cells }) => [cells[2]?.text, ...['Алгебра', 'Математика'].map(title => cells[place(title)]?.text)]);
  expect(table!.rows[0]!.cells[1]!.text).toBe(studentName);
  expect(ofStudent.slice(4)).toEqual([
    ['год', '4', ''],
    ['экз.', '', '3'],
    ['итог', '', '4'],
  ]);
});

test('a class with more subjects than a sheet holds has them on two, with every name on both', async () => {
  const many = Array.from({ length: 30 }, (_, index) => `Предмет с длинным названием ${index + 10}`);
  for (const subject of many) await addCourse(school, hard.other, { subject, teacher: 'orlova' });
  const document = await record('orlova', hard.other);
  expect(document.sheets).toHaveLength(2);
  const heads = document.sheets.map(({ parts }) => parts.filter(part => part.kind === 'table')[0]!);
  expect(heads.map(({ columns }) => columns.filter(({ kind }) => kind === 'mark').length)).toEqual([16, 15]);
  expect(heads.map(({ rows }) => rows[0]!.cells[1]!.text)).toEqual(['Дроздова Дарья', 'Дроздова Дарья']);
  expect(heads.map(({ columns }) => columns.at(-1)!.key)).toEqual([expect.stringMatching(/^s\d+$/), 'decision']);
});

test('the number of queries does not grow with the class', async () => {
  const count = (of: number) => school.countQueries(() => record('morozov', of));
  const [class5b] = await query<{ id: number }>(school, `select id from school_class where grade = 5 and letter = 'Б'`);
  expect(await count(class5b!.id)).toBe(await count(hard.id));
});

test('its class teacher, deputy and director have it; other teachers and families do not', async () => {
  for (const login of ['morozov', 'sokolova']) expect(linesOf(await record(login)), login).toHaveLength(30);
  for (const login of ['ivanova', 'volkov', 'petrova', 'masha'])
    expect((await refusalOf(record(login))).kind, login).toBe('not-found');
});

test('a quarter given but not over owes nothing yet', async () => {
  const second = await periodIdOf(school, 'quarter', 2);
  await addFinal(school, {
    courseId: hard.courseId,
    studentId: hard.names.anna,
    stage: 'period',
    periodId: second,
    value: 4,
  });
  const document = await record();
  expect(linesOf(document)[1]).toBe('II четв. |  |  | 4 | ');
  expect(document.sheets[0]!.incomplete).toBe('данные неполные: не выставлено итоговых отметок: 1');
});
