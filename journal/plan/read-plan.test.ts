import { describe, expect, test } from 'vitest';
import { refusalOf } from '#test/journal.ts';
import { isTopic, readPlan } from './read-plan.ts';

const year = { firstDay: '2026-09-01', lastDay: '2027-05-26' } as const;
const read = (...rows: string[][]) => readPlan(rows, year);
const topic = (row: number, title: string, rest: object = {}) => ({
  ...{ row, section: null, title, hours: 1, plannedOn: null },
  ...rest,
});

describe('a plan', () => {
  test('is read with its headings in any order and titles above them', () => {
    const { topics, remarks } = read(
      ['Календарно-тематическое планирование. Математика, тема года'],
      ['учитель', 'Иванова Н. П.'],
      [],
      ['Дата', '№ п/п', 'Кол-во часов', 'Тема урока', 'Раздел'],
      ['2026-09-02', '1', '2', 'Натуральные числа', 'Числа'],
      ['07.09', '2', '1 ч.', ' Координатный   луч', ''],
      ['14.01', '3', '', 'Доли', 'Дроби'],
    );
    expect(topics).toEqual([
      topic(5, 'Натуральные числа', { section: 'Числа', hours: 2, plannedOn: '2026-09-02' }),
      topic(6, 'Координатный луч', { section: 'Числа', plannedOn: '2026-09-07' }),
      topic(7, 'Доли', { section: 'Дроби', plannedOn: '2027-01-14' }),
    ]);
    expect(remarks).toEqual([]);
  });

  test('made by the ministry’s constructor is read, with its heading of two rows and its total', () => {
    const { topics, remarks } = read(
      ['№ п/п', 'Тема урока', 'Количество часов', '', '', 'Дата изучения', 'Электронные цифровые ресурсы'],
      ['', '', 'Всего', 'Контрольные работы', 'Практические работы'],
      ['1', 'Десятичная система счисления', '1', '', '', '02.09.2026', 'Библиотека ЦОК'],
      ['2', 'Натуральный ряд', '1', '1', '', '03.09.2026 04.09.2026'],
      ['ОБЩЕЕ КОЛИЧЕСТВО ЧАСОВ ПО ПРОГРАММЕ', '', '170', '10', '0'],
    );
    expect(topics).toEqual([
      topic(3, 'Десятичная система счисления', { plannedOn: '2026-09-02' }),
      topic(4, 'Натуральный ряд', { plannedOn: '2026-09-03' }),
    ]);
    expect(remarks).toEqual([]);
  });

  test('takes sections from rows of their own, and passes over numbers, repeated headings and totals', () => {
    const head = ['№', 'Тема', 'Часы', 'Дата план', 'Дата факт'];
    const { topics } = read(
      head,
      ['1', '2', '3', '4', '5'],
      ['Раздел 1. Числа (2 ч)'],
      ['1-2', 'Ряд чисел'],
      head,
      ['', 'Глава 2. Дроби', '12'],
      ['3', 'Доли', '1', '5.10', '06.10'],
      ['', 'Итого', '14'],
    );
    expect(topics).toEqual([
      topic(4, 'Ряд чисел', { section: 'Раздел 1. Числа (2 ч)', hours: 2 }),
      topic(7, 'Доли', { section: 'Глава 2. Дроби', plannedOn: '2026-10-05' }),
    ]);
  });

  test('tells each row it can’t read, and takes without a date what has only that wrong', () => {
    const { topics, remarks } = read(
      ['№', 'Тема урока', 'Часы', 'Дата'],
      ['1', 'Числа', '1', 'сентябрь'],
      ['2', 'Дроби', 'много', ''],
      ['3', '', '1', '02.09'],
      ['4', 'т'.repeat(501), '1', ''],
      ['5', 'Доли', '1,5', ''],
      ['6', 'Углы', '2,0', '30.02.2027'],
      ['7', 'Круг', '0', ''],
      ['8', 'Шар', '1', '01.07.2027'],
    );
    expect(topics.map(({ row, hours, plannedOn }) => [row, hours, plannedOn])).toEqual([
      [2, 1, null],
      [7, 2, null],
      [9, 1, null],
    ]);
    expect(remarks.map(({ row, reason, taken }) => [row, reason, taken])).toEqual([
      [2, 'date', true],
      [3, 'hours', false],
      [4, 'no-title', false],
      [5, 'title-long', false],
      [6, 'hours', false],
      [7, 'date', true],
      [8, 'hours', false],
      [9, 'date-outside', true],
    ]);
  });

  test('without a heading of topics, or without a topic, is refused', async () => {
    const reason = async (...rows: string[][]) => (await refusalOf(Promise.resolve().then(() => read(...rows)))).reason;
    expect(await reason(['Иванов', '5'], ['Петров', '4'])).toBe('plan/no-header');
    expect(await reason(['№', 'Тема урока'], ['', 'Итого'])).toBe('plan/no-topics');
    const endless = Array.from({ length: 501 }, (_, index) => [String(index), 'Тема дня']);
    expect(await reason(['№', 'Тема урока'], ...endless)).toBe('plan/too-many');
  });

  test('a line that comes back from a preview is held to the same rules', () => {
    const good = topic(5, 'Доли', { hours: 2, plannedOn: '2026-10-05' });
    expect(isTopic(good, year)).toBe(true);
    for (const wrong of [
      ...[{ title: '' }, { title: ' Доли' }, { hours: 0 }, { hours: 1.5 }, { hours: '2' }, { section: 5 }],
      ...[{ plannedOn: '2026-02-30' }, { plannedOn: '2027-07-01' }, { row: 'x' }, { title: 'т'.repeat(501) }],
    ])
      expect(isTopic({ ...good, ...wrong }, year), JSON.stringify(wrong)).toBe(false);
    expect(isTopic(null, year)).toBe(false);
  });
});
