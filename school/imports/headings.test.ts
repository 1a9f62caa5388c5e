import { expect, test } from 'vitest';
import { readLoad } from '../import-load/read-load.ts';
import { readPeople } from '../import-people/read-people.ts';

test('a load under two rows of headings is read by both of them', () => {
  const { courses, unread, ignored } = readLoad([
    ['Тарификация', '', '', '', '', ''],
    ['№', 'Учитель', 'Предмет', 'Класс', 'Нагрузка', '', 'Примечание'],
    ['', '', '', '', 'Подгруппа', 'Часов в неделю'],
    ['1', '2', '3', '4', '5', '6'],
    ['1', 'Волков Д. О.', 'Шахматы', '5Б', '', '2', 'по субботам'],
    ['2', 'Фёдорова С. И.', 'Шахматы', '6А', '1', '1'],
  ]);
  expect(unread).toEqual([]);
  expect(ignored).toEqual(['Примечание']);
  expect(courses.map(({ row, teacher, hours, subgroup }) => [row, teacher, hours, subgroup])).toEqual([
    [5, 'Волков Д. О.', 2, null],
    [6, 'Фёдорова С. И.', 1, 1],
  ]);
});

test('a list of students under «Ученик» and «Мать» keeps apart whose name and telephone it is', () => {
  const { students, unread } = readPeople([
    ['Ученик', '', '', 'Мать', ''],
    ['ФИО', 'Класс', 'Дата рождения', 'ФИО', 'Телефон'],
    ['Щукин Артём Львович', '4А', '03.04.2016', 'Щукина Алёна Игоревна', '8 900 123-45-67'],
  ]);
  expect(unread).toEqual([]);
  expect(students).toMatchObject([
    {
      ...{ row: 3, phone: null, name: { familyName: 'Щукин' } },
      parents: [{ kind: 'mother', phone: '+79001234567', name: { givenName: 'Алёна' } }],
    },
  ]);
});

test('the first child of a list with a blank heading is no second row of headings', () => {
  const { students } = readPeople([
    ['ФИО', 'Класс', ''],
    ['Щукин Артём Львович', '4А', 'болел'],
    ['Ким Анна Сергеевна', '4А', ''],
  ]);
  expect(students.map(({ name }) => name.familyName)).toEqual(['Щукин', 'Ким']);
});
