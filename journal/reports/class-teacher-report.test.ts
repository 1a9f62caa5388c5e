import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CountedSchool, countedSchool, countedYear } from '#test/counted-school.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addLesson, query, refusalOf } from '#test/journal.ts';
import { linesOf, wrongSums } from '#test/sheets.ts';
import { runReport } from './run-report.ts';

let school: TestSchool;
let counted: CountedSchool;
beforeAll(async () => {
  school = await openTestSchool();
  counted = await countedSchool(school);
  const lessonId = await addLesson(school, counted.courses['2А Шахматы']!, { day: '2020-09-14' });
  for (const [name, kind] of [
    ['Абрамов', 'ill'],
    ['Белов', 'unexcused'],
  ])
    await query(
      school,
      `insert into absence (lesson_id, student_id, kind, by_id, at) select :lessonId, :student, :kind, id, now() from person where login = 'ivanova'`,
      { lessonId, kind, student: counted.students[name!] },
    );
  await query(
    school,
    `update enrolment set departure_order = '17', departure_order_date = '2020-10-10', went_to = 'школа № 7' where student_id = :id`,
    { id: counted.students.Гусев },
  );
});
afterAll(() => school.close());

const statement = async (name: '2А' | '2Б', { login = 'morozov', term = 'quarter-1' } = {}) => {
  const of = String(counted.classes[name]);
  const { view } = await school.as(login, act =>
    runReport(act, 'class-teacher-report', { year: countedYear, term, of }),
  );
  return school.press.sheets('class-teacher-report', view);
};
const itemsOf = ({ sheets }: Awaited<ReturnType<typeof statement>>) =>
  sheets[0]!.parts
    .flatMap(part => (part.kind === 'list' ? part.items : []))
    .map(item => item.replaceAll('\u00a0', ' '));

describe('the statement of the first quarter', () => {
  test('of 2А is as counted by hand', async () => {
    const document = await statement('2А');
    expect(itemsOf(document)).toEqual([
      'На начало периода: 4.',
      'Прибыло: 1 — Дымов Пётр, 12.10.2020.',
      'Выбыло: 2 — Волков Пётр, 12.10.2020, из 2А в 2Б; Гусев Пётр, 12.10.2020, школа № 7, пр. № 17 от 10.10.2020.',
      'На конец периода: 3.',
      'Подлежит аттестации: 3, аттестовано: 2.',
      'Успеваемость: 66,7 %; качество: 66,7 %; СОУ: 71,33 %; средний балл: 4,60.',
      'Отличники: 1 — Абрамов Пётр.',
      'С одной «4»: 1 — Белов Пётр (Шашки (Орлова М. А.)).',
      'На «4» и «5»: 0.',
      'С одной «3»: 0.',
      'Остальные успевающие: 0.',
      'Не успевают по одному предмету: 0.',
      'Не успевают по двум предметам: 0.',
      'Не успевают по трём предметам и более: 0.',
      'Не аттестованы: 0.',
      'Выставлены не все отметки: 1 — Дымов Пётр (Шашки (Орлова М. А.)).',
      'Пропущено уроков: 2, из них по болезни 1, по уважительной причине 0, без уважительной причины и без объяснения 1; на одного учащегося 0,7.',
      expect.stringMatching(/^Причины неаттестации и принятые меры: _+$/),
    ]);
    expect(document.sheets[0]!.incomplete).toBe('данные неполные: не выставлено итоговых отметок: 1');
    expect(linesOf(document)).toEqual([
      '1 | Абрамов Пётр | 1 | 1 | 0 | 0 | 1 | 1 | 0',
      '2 | Белов Пётр | 1 | 0 | 0 | 1 | 1 | 0 | 0',
      ' | По классу | 2 | 1 | 0 | 1 | 2 | 1 | 0',
    ]);
    expect(wrongSums(document)).toEqual([]);
  });

  test('of 2Б counts who fails once, and names the «н/а» of the same student beside', async () => {
    const items = itemsOf(await statement('2Б'));
    expect(items).toContain('С одной «3»: 1 — Волков Пётр (Шахматы (Орлова М. А.)).');
    expect(items).toContain('Не успевают по одному предмету: 1 — Ильин Пётр (Шахматы (Орлова М. А.)).');
    expect(items).toContain('Не аттестованы: 0. У неуспевающих также «н/а»: Ильин Пётр (Шашки (Орлова М. А.)).');
    expect(items).toContain('Прибыло: 1 — Волков Пётр, 12.10.2020, из 2А в 2Б.');
  });
});

test('in grade 1 nothing is said of marks', async () => {
  const { view } = await school.as('fedorova', act => runReport(act, 'class-teacher-report', { term: 'quarter-1' }));
  const items = itemsOf(school.press.sheets('class-teacher-report', view));
  expect(items.some(item => item.startsWith('Успеваемость'))).toBe(false);
  expect(items[0]).toMatch(/^На начало периода: \d+\.$/);
});

test('before its time has begun there is no statement', async () => {
  const { view } = await school.as('ivanova', act => runReport(act, 'class-teacher-report', { term: 'quarter-3' }));
  expect(itemsOf(school.press.sheets('class-teacher-report', view))).toEqual([]);
});

test('others than its class teacher and the heads do not have it', async () => {
  for (const login of ['orlova', 'kuznetsov', 'petrova', 'masha'])
    expect((await refusalOf(statement('2А', { login }))).kind, login).toBe('not-found');
});
