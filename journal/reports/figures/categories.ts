import { shareTenths } from '../../arithmetic/means.ts';
import type { Choice } from '../../finals/chosen-finals.ts';

/** A final mark due of a student, with what a report names beside it. */
export interface StudentMark {
  subject: string;
  teacher: string;
  choice: Choice;
}

/** In the order of the reports; a student is in the first that fits, and in no other. */
export const categories = [
  'excellent',
  'one-four',
  'good',
  'one-three',
  'succeeding',
  'failing-one',
  'failing-two',
  'failing-many',
  'not-attested',
  'no-data',
] as const;
export type Category = (typeof categories)[number];

/**
 * The category of a student by the final marks due. A 2 settles it, then «н/а»; what has a mark missing else is «нет данных»:
 * nobody is called excellent by half of the marks. Null for whom no marks are due (grade 1).
 */
export function categoryOf(marks: readonly Pick<StudentMark, 'choice'>[]): Category | null {
  if (marks.length === 0) return null;
  const count = (fits: (choice: Choice) => boolean) => marks.filter(({ choice }) => fits(choice)).length;
  const failed = count(isFailed);
  if (failed > 0) return failed === 1 ? 'failing-one' : failed === 2 ? 'failing-two' : 'failing-many';
  if (count(choice => choice === 'not-attested') > 0) return 'not-attested';
  if (count(choice => choice === null) > 0) return 'no-data';
  const [threes, fours] = [count(choice => choice === 3), count(choice => choice === 4)];
  if (threes > 0) return threes === 1 ? 'one-three' : 'succeeding';
  return fours === 0 ? 'excellent' : fours === 1 ? 'one-four' : 'good';
}

function isFailed(choice: Choice): boolean {
  return typeof choice === 'number' && choice < 3;
}

/** The marks a category is named by: the only 4 or 3 of «с одной …», the 2s, the «н/а», the missing ones; else none. */
export function tellingMarks<M extends StudentMark>(marks: readonly M[]): M[] {
  const category = categoryOf(marks);
  if (category === null) return [];
  const tells: Partial<Record<Category, (choice: Choice) => boolean>> = {
    'one-four': choice => choice === 4,
    'one-three': choice => choice === 3,
    'failing-one': isFailed,
    'failing-two': isFailed,
    'failing-many': isFailed,
    'not-attested': choice => choice === 'not-attested',
    'no-data': choice => choice === null,
  };
  const tell = tells[category];
  return tell ? marks.filter(({ choice }) => tell(choice)) : [];
}

/** Students of a class counted by category; they add up to `due`, students with marks due. */
export interface CategoryCounts {
  due: number;
  byCategory: Record<Category, number>;
}

/** Counts students; those without a category are not due. */
export function countCategories(students: readonly (Category | null)[]): CategoryCounts {
  const byCategory = Object.fromEntries(categories.map(category => [category, 0])) as CategoryCounts['byCategory'];
  for (const category of students) if (category) byCategory[category]++;
  return { due: students.filter(category => category !== null).length, byCategory };
}

/** The counts of several together: a parallel, a level, the school. */
export function sumOfCategories(all: readonly CategoryCounts[]): CategoryCounts {
  const sum = countCategories([]);
  for (const { due, byCategory } of all) {
    sum.due += due;
    for (const category of categories) sum.byCategory[category] += byCategory[category];
  }
  return sum;
}

const qualities: readonly Category[] = ['excellent', 'one-four', 'good'];
const successes: readonly Category[] = [...qualities, 'one-three', 'succeeding'];
const failures: readonly Category[] = ['failing-one', 'failing-two', 'failing-many'];

export interface StudentFigures {
  /** Without a 2, without «н/а», nothing missing. */
  succeed: number;
  /** Of them only with 4 and 5. */
  good: number;
  failing: number;
  /** Everybody due but «неаттестованные» and «нет данных». */
  attested: number;
  /** Успеваемость and качество of a class, students counted: tenths of a per cent; null where nothing stands. */
  success: number | null;
  quality: number | null;
}

/** The figures of a class (domain: "for a class, students are counted"); everybody due is in the denominator. */
export function figuresOfStudents({ due, byCategory }: CategoryCounts): StudentFigures {
  const total = (of: readonly Category[]) => of.reduce((sum, category) => sum + byCategory[category], 0);
  const [succeed, good, failing] = [total(successes), total(qualities), total(failures)];
  const isKnown = due > byCategory['no-data'];
  return {
    ...{ succeed, good, failing },
    attested: succeed + failing,
    success: isKnown ? shareTenths(succeed, due) : null,
    quality: isKnown ? shareTenths(good, due) : null,
  };
}
