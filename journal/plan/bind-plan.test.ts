import { describe, expect, test } from 'vitest';
import { bindFilled, bindPlan } from './bind-plan.ts';
import type { PlanLesson, StoredTopic } from './stored-plan.ts';

const topics = (...hours: number[]) => hours.map((one, index) => ({ id: index + 1, hours: one, plannedOn: null }));
/** '' is an empty lesson, a number one given by that topic, a text one filled by hand. */
const lessons = (...all: (string | number)[]): PlanLesson[] =>
  all.map((one, index) => ({
    id: index + 1,
    day: '2026-09-01',
    topic: one === '' ? null : String(one),
    plannedTopicId: typeof one === 'number' ? one : null,
  }));
const bound = (plan: Parameters<typeof bindPlan>[0], held: PlanLesson[]) =>
  held.map(({ id }) => bindPlan(plan, held).get(id) ?? null);

describe('lessons in order', () => {
  test('take topics in order, a topic of two hours goes to two lessons, and after the last none is left', () => {
    expect(bound(topics(1, 2, 1), lessons('', '', '', '', ''))).toEqual([1, 2, 2, 3, null]);
  });

  test('go on from the lesson that was given last by the plan', () => {
    expect(bound(topics(1, 2, 1), lessons(1, 2, '', ''))).toEqual([null, null, 2, 3]);
  });

  test('come back at the end to what was skipped', () => {
    expect(bound(topics(1, 1, 1, 1), lessons(1, 3, '', '', ''))).toEqual([null, null, 4, 2, null]);
  });

  test('filled before the plan came count as its hours, filled by hand later they take none', () => {
    expect(bound(topics(1, 1, 1, 1), lessons('Вводный урок', 'Повторение', ''))).toEqual([null, null, 3]);
    expect(bound(topics(1, 1, 1, 1), lessons(1, 'Олимпиада', ''))).toEqual([null, null, 2]);
  });

  test('filled before a plan of the rest of the year leave it whole', () => {
    expect(bound(topics(1, 1), lessons('Сложение', 'Вычитание', 'Умножение', '', ''))).toEqual([
      null,
      null,
      null,
      1,
      2,
    ]);
    const dated = [
      { id: 1, hours: 1, plannedOn: '2026-09-01' },
      { id: 2, hours: 5, plannedOn: '2026-09-02' },
    ] as const;
    expect(bound(dated, lessons('Сложение', 'Вычитание', ''))).toEqual([null, null, 2]);
  });

  test('given oftener than the plan foresaw leave the rest of the plan as it is', () => {
    expect(bound(topics(1, 1), lessons(1, 1, ''))).toEqual([null, null, 2]);
  });
});

test('filled lessons are known by their text, repeated titles one after another', () => {
  const plan = ['Числа', 'Решение задач', 'Дроби', 'Решение задач'].map((title, index) => ({
    ...{ id: index + 1, number: index + 1, section: null, title, hours: 1, plannedOn: null },
  })) satisfies StoredTopic[];
  const held = lessons('числа.', 'Решение  задач', 'Экскурсия', 'Решение задач', 'Решение задач');
  expect([...bindFilled(plan, held)]).toEqual([
    [1, 1],
    [2, 2],
    [4, 4],
  ]);
});
