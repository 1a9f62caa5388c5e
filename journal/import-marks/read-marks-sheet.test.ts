import { describe, expect, test } from 'vitest';
import { matchName } from '#school/imports/match-name.ts';
import { refusalOf } from '#test/journal.ts';
import { columnLetter, readMarksSheet } from './read-marks-sheet.ts';
import { readValue } from './read-value.ts';

const year = { firstDay: '2026-09-01', lastDay: '2027-05-26' } as const;

function read(...rows: string[][]) {
  const { columns, rows: lines, ignored } = readMarksSheet(rows, year);
  return {
    columns: columns.map(({ at, day, slot }) => [columnLetter(at), day, ...(slot ? [slot] : [])].join(' ')),
    lines: lines.map(({ row, name, cells }) =>
      [row, name, ...[...cells].map(([at, text]) => columnLetter(at) + text)].join(' '),
    ),
    ignored: ignored.map(({ at, text }) => `${columnLetter(at)} ${text}`),
  };
}

describe('a table of marks', () => {
  test('is read with names down and dates across, whatever stands above, beside and below', () => {
    expect(
      read(
        ['Крюковская СОШ. Классный журнал', '', '', 'с 01.09.2026 по 24.11.2026'],
        ['Дата выгрузки', '24.11.2026'],
        [],
        ['№', 'ФИО', '02.09', '03.09.2026', '2026-09-07', '8 сен', '09.09.26 ср', 'Ср. балл', '1 четверть'],
        ['1', 'Орлов Тимофей Сергеевич', '5', '', 'н', '4/3', '', '4.33', '4'],
        ['2', 'Петрова Мария', '', '5 4', '-', '', '.', '4,5', '5'],
        [],
        ['', 'Средний балл', '5', '4,5', '', '', '', '', ''],
      ),
    ).toEqual({
      columns: ['C 2026-09-02', 'D 2026-09-03', 'E 2026-09-07', 'F 2026-09-08', 'G 2026-09-09'],
      lines: ['5 Орлов Тимофей Сергеевич C5 Eн F4/3', '6 Петрова Мария D5 4 G.'],
      ignored: ['H Ср. балл', 'I 1 четверть'],
    });
  });

  test('takes days under merged months, of this year and of the next', () => {
    expect(
      read(
        ['№', 'Ученик', 'Сентябрь', '', 'Январь', '', 'Итог'],
        ['', '', '2', '30', '12', '14', ''],
        ['1', 'Орлов Тимофей', '5', '4', '3', 'н', '4'],
      ),
    ).toEqual({
      columns: ['C 2026-09-02', 'D 2026-09-30', 'E 2027-01-12', 'F 2027-01-14'],
      lines: ['3 Орлов Тимофей C5 D4 E3 Fн'],
      ignored: [],
    });
  });

  test('takes names in columns of their own or without a heading, and lessons by their number', () => {
    expect(
      read(
        ['Фамилия', 'Имя', 'Отчество', '02.09 (2 урок)', '02.09 (3 урок)'],
        ['Орлов', 'Тимофей', 'Сергеевич', '5', '4'],
      ),
    ).toEqual({
      columns: ['D 2026-09-02 2', 'E 2026-09-02 3'],
      lines: ['2 Орлов Тимофей Сергеевич D5 E4'],
      ignored: [],
    });
    expect(read(['', '', '02.09', '03.09'], ['1', 'Орлов Тимофей', '5', '4']).lines).toEqual(['2 Орлов Тимофей C5 D4']);
    expect(read(['Ученики', '02.09'], ['Орлов Тимофей', '4/3']).lines).toEqual(['2 Орлов Тимофей B4/3']);
  });

  test('keeps a line whose name was lost, and passes over a heading that is repeated', () => {
    const head = ['ФИО', '02.09', '03.09'];
    expect(read(head, ['Орлов Тимофей', '5'], head, ['', '4']).lines).toEqual(['2 Орлов Тимофей B5', '4  B4']);
  });

  test('is refused without dates, names or students', async () => {
    const reasonOf = async (...rows: string[][]) =>
      (await refusalOf(Promise.resolve().then(() => read(...rows)))).reason;
    expect(await reasonOf(['ФИО', 'Отметка'], ['Орлов Тимофей', '5'])).toBe('import/no-dates');
    expect(await reasonOf(['№', '02.09', '03.09'], ['1', '5', '4'])).toBe('import/no-names');
    expect(await reasonOf(['ФИО', '02.09', '03.09'], ['Итого', '1', '2'])).toBe('import/no-students');
  });
});

test.each([
  ['5', '5'],
  ['4/3', '4 3'],
  ['5 4', '5 4'],
  ['5, 4', '5 4'],
  ['Н', 'unknown'],
  ['н/б', 'unknown'],
  ['H', 'unknown'],
  ['б', 'ill'],
  ['ув', 'valid'],
  ['нп', 'unexcused'],
  ['оп 5', 'late 5'],
  ['н 5', 'unknown 5'],
  ['.', '.'],
  ['7', '7'],
  ['осв', 'осв'],
  ['осв.', 'осв.'],
  ['зач', 'nothing'],
  ['5-', 'nothing'],
  ['н б', 'nothing'],
])('a cell with «%s» says %s', (text, said) => {
  const value = readValue(text);
  expect(value ? [value.absence, ...value.marks].filter(Boolean).join(' ') : 'nothing').toBe(said);
});

test.each([
  ['Петрова Мария', 'Петрова Мария'],
  ['Петрова Мария Дмитриевна', 'Петрова Мария'],
  ['петрова м.', 'Петрова Мария'],
  ['Петрова М. Д.', 'Петрова Мария'],
  ['12. Петрова Мария', 'Петрова Мария'],
  ['Петрова', 'Петрова Мария'],
  ['Королев Сергей', 'Королёв Сергей'],
  ['Иванов П.', 'Иванов Павел, Иванов Пётр'],
  ['Иванов П. А.', 'Иванов Пётр'],
  ['Иванов Петр', 'Иванов Пётр'],
  ['Петрова Анна', ''],
  ['Петров Мария', ''],
  ['Мария Петрова', ''],
  ['', ''],
])('«%s» in a table is %s', (written, meant) => {
  const students = [
    ['Иванов Павел', 'Игоревич'],
    ['Иванов Пётр', 'Андреевич'],
    ['Королёв Сергей', null],
    ['Петрова Мария', 'Дмитриевна'],
  ].map(([name, patronymic], id) => ({ id, name: name!, patronymic: patronymic! }));
  expect(
    matchName(written, students)
      .map(({ name }) => name)
      .join(', '),
  ).toBe(meant);
});
