import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addFinal, markedClass, periodIdOf } from '#test/finals.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addLesson, addMark, query, refusalOf, type SmallClass } from '#test/journal.ts';
import { addCourse } from '#test/reports.ts';
import { linesOf, tablesOf, wrongSums } from '#test/sheets.ts';
import { tellForecasts } from '../tellings/tell-forecasts.ts';
import { runReport } from './run-report.ts';

// Шахматы (Иванова) are those of markedClass: Анна 40/9 = 4,44, Борис two marks, Вера 13/3 = 4,33.
// Шашки (Орлова): Анна 2 2 3 (7/3 = 2,33); Борис 3 3 3 and a work overdue, a 2 by the rule (11/4 = 2,75); Вера has her 5 already.
let school: TestSchool;
let small: SmallClass;
beforeAll(async () => {
  school = await openTestSchool();
  small = await markedClass(school);
  const [anna, boris, vera] = small.students;
  const draughts = await addCourse(school, small.id, { subject: 'Шашки', teacher: 'orlova' });
  const lessons: number[] = [];
  for (const day of ['2026-11-10', '2026-11-12', '2026-11-17', '2026-11-19'] as const)
    lessons.push(await addLesson(school, draughts, { day }));
  for (const [student, values] of [
    [anna, [2, 2, 3]],
    [boris, [3, 3, 3]],
  ] as const)
    for (const [index, value] of values.entries())
      await addMark(school, { lessonId: lessons[index]!, studentId: student, value });
  await owe(lessons[3]!, boris, '2026-11-20');
  await owe(lessons[3]!, vera, '2026-12-01');
  const periodId = await periodIdOf(school, 'quarter', 2);
  await addFinal(school, { courseId: draughts, studentId: vera, stage: 'period', periodId, value: 5 });
  await query(
    school,
    `insert into absence (lesson_id, student_id, kind, by_id, at)
     select :lesson, :anna, 'ill', id, now() from person where login = 'ivanova'`,
    { lesson: lessons[3], anna },
  );
});
afterAll(() => school.close());

async function owe(lessonId: number, studentId: number, dueOn: string) {
  await query(
    school,
    `insert into mark (lesson_id, student_id, position, owed, due_on, work_kind_id, by_id, at)
     select :lessonId, :studentId, 1, true, :dueOn, 1, id, '2026-11-19T10:00:00Z' from person where login = 'orlova'`,
    { lessonId, studentId, dueOn },
  );
}

const preliminary = async (login = 'fedorova', of = small.id) => {
  const { view } = await school.as(login, act => runReport(act, 'preliminary-results', { of: String(of) }));
  return school.press.sheets('preliminary-results', view);
};

describe('3К on the 24th of November', () => {
  test('has what comes out with a star, what is set without', async () => {
    const document = await preliminary();
    expect(document.sheets[0]).toMatchObject({
      title: 'Предварительный отчёт классного руководителя',
      lines: [
        'за II четверть 2026/2027 учебного года',
        expect.stringMatching(/^по состоянию на 24.ноября.2026 года$/),
        'Класс 3К, классный руководитель Фёдорова С. И.',
      ],
    });
    // Columns: №, name, шахматы, шашки, mean, missed in all, ill, valid, others.
    expect(linesOf(document)).toEqual([
      '1 | Арсеньева Анна | 4* | 2* | 3,00 | 1 | 1 | 0 | 0',
      '2 | Быков Борис | н/а* | 3* | 3,00 | 0 | 0 | 0 | 0',
      '3 | Волошина Вера | 4* | 5 | 4,50 | 0 | 0 | 0 | 0',
      ' | По классу | 4,00 | 3,33 | 3,60 | 1 | 1 | 0 | 0',
    ]);
    expect(wrongSums(document)).toEqual([]);
  });

  test('names for whom a 2 comes out, with room to sign', async () => {
    const document = await preliminary();
    expect(linesOf(document, 2)).toEqual(['1 | Арсеньева Анна | Шашки | Орлова М. А. | 2,33 | 2* | ']);
    expect(tablesOf(document)[2]!.columns.at(-1)).toMatchObject({ blank: true });
  });

  test('lists threes, the only four, the borderline, the too few, the owed', async () => {
    const lists = (await preliminary()).sheets[0]!.parts.filter(part => part.kind === 'list');
    const said = lists.map(({ title, items }) => [title, ...items.map(item => item.replaceAll('\u00a0', ' '))]);
    expect(said).toEqual([
      ['Выходит «3»', 'Быков Борис — Шашки (Орлова М. А.), средняя 2,75'],
      ['С одной «4» или «3»', 'Волошина Вера — с одной «4»: Шахматы (Иванова Н. П.)'],
      ['Спорные', 'Арсеньева Анна — Шахматы (Иванова Н. П.): средняя 4,44, порог 4,50'],
      ['Мало отметок', 'Быков Борис — Шахматы: 2 из 3'],
      [
        'Не сданы работы',
        'Быков Борис — Шашки (Орлова М. А.): просрочено 1',
        'Волошина Вера — Шашки (Орлова М. А.): можно ещё сдать 1',
      ],
    ]);
  });

  test('counts the class as if its marks stayed so: one fails, one is not attested, one has one four', async () => {
    // due, attested, отличники, одна 4, 4 и 5, одна 3, остальные, 1, 2, 3+ предмета, н/а, нет данных, 1/3, 1/3.
    // СОУ of 4 2 н/а 3 4 5: (64 + 16 + 7 + 36 + 64 + 100) / 6 = 287 / 6.
    expect(linesOf(await preliminary(), 1)).toEqual([
      '3 | 2 | 0 | 1 | 0 | 0 | 0 | 1 | 0 | 0 | 1 | 0 | 33,3 | 33,3 | 47,83 | 3,60',
    ]);
  });
});

test('a notice to the parents of each who fails has the subjects, the means and a part to sign', async () => {
  const notices = async (login: string) => {
    const { view } = await school.as(login, act => runReport(act, 'parent-notice', { of: String(small.id) }));
    return school.press.sheets('parent-notice', view);
  };
  const document = await notices('fedorova');
  expect(document.sheets.map(({ tab }) => tab)).toEqual(['Арсеньева Анна']);
  expect(document.sheets[0]).toMatchObject({
    lines: ['за II четверть 2026/2027 учебного года', 'Арсеньева Анна, 3К класс'],
    signatures: [{ post: 'Родитель (законный представитель)', name: '' }],
  });
  // Subject, teacher, marks counted, mean, mark, threshold of a borderline result, works owed; what fails stands first.
  expect(linesOf(document)).toEqual([
    'Шашки | Орлова М. А. | 3 | 2,33 | 2* |  | 0',
    'Шахматы | Иванова Н. П. | 4 | 4,44 | 4* | 4,50 | 0',
  ]);
  for (const login of ['ivanova', 'kuznetsov', 'petrova'])
    expect((await refusalOf(notices(login))).kind, login).toBe('not-found');
});

test('what the family was told counts once it is read, or handed over on paper', async () => {
  await query(
    school,
    `insert into guardianship (parent_id, student_id, kind, since)
     select id, :anna, 'mother', '2026-09-01' from person where login = 'petrova'`,
    { anna: small.students[0] },
  );
  await school.house.asHouse(tellForecasts);
  const informed = async () =>
    linesOf(await preliminary(), 2)[0]!
      .split(' | ')
      .at(-1);
  expect(await informed()).toBe('');
  const set = (column: string) =>
    query(
      school,
      `update notice set ${column} = '2026-11-24T09:00:00Z'
       where kind = 'forecast' and student_id = :anna and reader_id = (select id from person where login = 'petrova')`,
      { anna: small.students[0] },
    );
  await set('handed_at');
  expect(await informed()).toBe('вручено 24 ноября');
  await set('read_at');
  expect(await informed()).toBe('прочитано 24 ноября');
});

test('grade 1 has rows without marks', async () => {
  const [first] = await query<{ id: number }>(school, `select id from school_class where grade = 1 and letter = 'А'`);
  const document = await preliminary('fedorova', first!.id);
  expect(linesOf(document)[0]).not.toContain('*');
  expect(document.sheets[0]!.parts.filter(part => part.kind === 'list')).toEqual([]);
});

test('the number of queries does not grow with the class', async () => {
  const count = (of: number) => school.countQueries(() => preliminary('morozov', of));
  const [class5b] = await query<{ id: number }>(school, `select id from school_class where grade = 5 and letter = 'Б'`);
  expect(await count(class5b!.id)).toBe(await count(small.id));
});

test('its class teacher, deputy and director have it; other teachers, the registrar and families do not', async () => {
  for (const login of ['morozov', 'sokolova']) expect(linesOf(await preliminary(login)), login).toHaveLength(4);
  for (const login of ['ivanova', 'volkov', 'kuznetsov', 'petrova', 'masha'])
    expect((await refusalOf(preliminary(login))).kind, login).toBe('not-found');
});
