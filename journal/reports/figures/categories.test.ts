import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Choice } from '../../finals/chosen-finals.ts';
import {
  type Category,
  categories,
  categoryOf,
  countCategories,
  figuresOfStudents,
  sumOfCategories,
  tellingMarks,
} from './categories.ts';

const marks = (...choices: Choice[]) =>
  choices.map((choice, index) => ({ subject: `Предмет ${index + 1}`, teacher: `Учитель ${index + 1}`, choice }));

describe('the category of a student', () => {
  test.each<[string, Choice[], Category | null]>([
    ['only fives', [5, 5, 5], 'excellent'],
    ['one 4 beside fives', [5, 4, 5], 'one-four'],
    ['the only mark, a 4', [4], 'one-four'],
    ['fours and fives', [4, 5, 4], 'good'],
    ['only fours', [4, 4], 'good'],
    ['one 3 beside fours and fives', [3, 4, 5], 'one-three'],
    ['one 3 beside fives', [3, 5, 5], 'one-three'],
    ['two threes', [3, 3, 5], 'succeeding'],
    ['one 2', [2, 5, 5], 'failing-one'],
    ['two twos', [2, 2, 5], 'failing-two'],
    ['three twos', [2, 2, 2], 'failing-many'],
    ['a «1» and a 2', [1, 2, 5], 'failing-two'],
    ['«н/а» and else fives', ['not-attested', 5, 5], 'not-attested'],
    ['a 2 and «н/а»: fails, by one subject', ['not-attested', 2, 5], 'failing-one'],
    ['a mark missing beside fives', [5, null], 'no-data'],
    ['a mark missing beside «н/а»', ['not-attested', null], 'not-attested'],
    ['a mark missing beside a 2', [2, null], 'failing-one'],
    ['nothing yet', [null, null], 'no-data'],
    ['nothing due, as in grade 1', [], null],
  ])('with %s', (_, choices, expected) => {
    expect(categoryOf(marks(...choices))).toBe(expected);
  });

  test('«с одной …» names the subject and the teacher; failing the subjects that fail', () => {
    const named = (...choices: Choice[]) =>
      tellingMarks(marks(...choices)).map(({ subject, teacher }) => [subject, teacher]);
    expect(named(5, 4, 5)).toEqual([['Предмет 2', 'Учитель 2']]);
    expect(named(4, 5, 3)).toEqual([['Предмет 3', 'Учитель 3']]);
    expect(named(2, 5, 1)).toEqual([
      ['Предмет 1', 'Учитель 1'],
      ['Предмет 3', 'Учитель 3'],
    ]);
    expect(named(5, 'not-attested')).toEqual([['Предмет 2', 'Учитель 2']]);
    expect(named(5, null)).toEqual([['Предмет 2', 'Учитель 2']]);
    expect([named(5, 5), named(4, 4), named(3, 3), named()]).toEqual([[], [], [], []]);
  });
});

describe('a class', () => {
  test('of ten is counted by students: 6 of 10 succeed, 4 with quality', () => {
    const ofClass: Choice[][] = [
      [5, 5],
      [5, 4],
      [4, 4],
      [4, 4],
      [3, 5],
      [3, 3],
      [2, 3],
      [2, 2],
      ['not-attested', 5],
      [5, null],
    ];
    const counts = countCategories(ofClass.map(choices => categoryOf(marks(...choices))));
    expect(counts).toEqual({
      due: 10,
      byCategory: {
        ...{ excellent: 1, 'one-four': 1, good: 2, 'one-three': 1, succeeding: 1 },
        ...{ 'failing-one': 1, 'failing-two': 1, 'failing-many': 0, 'not-attested': 1, 'no-data': 1 },
      },
    });
    expect(figuresOfStudents(counts)).toEqual({
      ...{ succeed: 6, good: 4, failing: 2, attested: 8, success: 600, quality: 400 },
    });
  });

  test('of one', () => {
    expect(figuresOfStudents(countCategories(['excellent']))).toMatchObject({ success: 1000, quality: 1000 });
  });

  test('of grade 1, or before any mark stands, has no figures', () => {
    expect(figuresOfStudents(countCategories([null, null]))).toMatchObject({
      succeed: 0,
      success: null,
      quality: null,
    });
    expect(figuresOfStudents(countCategories(['no-data']))).toMatchObject({ succeed: 0, success: null, quality: null });
  });
});

describe('of any students', () => {
  const choice = fc.constantFrom<Choice>(5, 4, 3, 2, 'not-attested', null);
  const student = fc.array(choice, { maxLength: 8 });
  const ofClass = fc.array(student, { maxLength: 30 });

  test('the categories add up to all due, and classes to the school', () => {
    fc.assert(
      fc.property(ofClass, ofClass, (some, others) => {
        const count = (students: Choice[][]) => countCategories(students.map(one => categoryOf(marks(...one))));
        const all = count([...some, ...others]);
        expect(categories.reduce((sum, category) => sum + all.byCategory[category], 0)).toBe(all.due);
        expect(all.due).toBe([...some, ...others].filter(({ length }) => length > 0).length);
        expect(sumOfCategories([count(some), count(others)])).toEqual(all);
      }),
    );
  });

  test('succeeds is who has no 2 and no «н/а», quality who has only 4 and 5', () => {
    fc.assert(
      fc.property(ofClass, students => {
        const { succeed, good, failing, attested } = figuresOfStudents(
          countCategories(students.map(one => categoryOf(marks(...one)))),
        );
        const due = students.filter(({ length }) => length > 0);
        const isNumber = (one: Choice, least: number) => typeof one === 'number' && one >= least;
        expect(succeed).toBe(due.filter(one => one.every(mark => isNumber(mark, 3))).length);
        expect(good).toBe(due.filter(one => one.every(mark => isNumber(mark, 4))).length);
        expect(failing).toBe(due.filter(one => one.includes(2)).length);
        expect(attested).toBe(succeed + failing);
      }),
    );
  });
});
