import { roundedQuotient } from './means.ts';

/*
 * Marks made of marks. All are suggestions, rounded mathematically (a half goes up) unless said otherwise;
 * null where there is nothing to make them of.
 */

/**
 * The year's mark: the mean of the period marks in their order. In dispute, at exactly a half, the later period decides:
 * 4 4 5 5 is a 5, and 5 5 4 4 is a 4.
 */
export function yearMark(periodMarks: readonly number[]): number | null {
  const last = periodMarks.at(-1);
  if (last === undefined) return null;
  const [sum, count] = [total(periodMarks), periodMarks.length];
  const isDispute = (2 * sum) % (2 * count) === count;
  // At a half the last mark lies on one side of the mean, never on it.
  return isDispute && last * count < sum ? Math.floor(sum / count) : roundedQuotient(sum, count);
}

/** The mean of the year's mark and the exam's: 4 and 5 make 5, 4 and 3 make 4. */
export function examFinal(year: number, exam: number): number {
  return roundedQuotient(year + exam, 2);
}

/**
 * The final mark of grade 9: the year's, and where there was an exam, the mean of both. Mathematics has several year marks
 * (algebra, geometry, statistics), all of them part of the mean.
 */
export function finalMark9(yearMarks: readonly number[], exam: number | null): number | null {
  return yearMarks.length === 0 ? null : meanMark(exam === null ? yearMarks : [...yearMarks, exam]);
}

/** The final mark of grade 11: the mean of all half-year and year marks of grades 10 and 11; exams are not counted. */
export function finalMark11(marks: readonly number[]): number | null {
  return marks.length === 0 ? null : meanMark(marks);
}

function meanMark(marks: readonly number[]): number {
  return roundedQuotient(total(marks), marks.length);
}

function total(marks: readonly number[]): number {
  return marks.reduce((sum, mark) => sum + mark, 0);
}
