import { roundedQuotient, shareTenths } from '../../arithmetic/means.ts';
import type { Choice } from '../../finals/chosen-finals.ts';

/**
 * Final marks counted (domain, "Figures of progress"): of a course, a class, a school. Each cell due is one of these, so
 * they add up to `due`; zachet and nezachet of subjects without marks stand beside and in no figure.
 */
export interface ProgressCounts {
  /** N: cells due for a number. */
  due: number;
  five: number;
  four: number;
  three: number;
  two: number;
  /** «1» where the school gives it. */
  one: number;
  notAttested: number;
  /** Due, and nothing stands yet: «данные неполные». */
  missing: number;
}

/** Shares in tenths of a per cent, the others in hundredths; a half rounded up; null where there is nothing to tell of. */
export interface ProgressFigures {
  /** Успеваемость: 5, 4 and 3 of all due. */
  success: number | null;
  /** Качество: 5 and 4 of all due. */
  quality: number | null;
  /** СОУ: how well the matter is mastered, in hundredths of a per cent. */
  mastery: number | null;
  /** Средний балл of the numbers that stand. */
  mean: number | null;
}

export const noProgress: ProgressCounts = {
  ...{ due: 0, five: 0, four: 0, three: 0, two: 0, one: 0, notAttested: 0, missing: 0 },
};

const fieldOfNumber = { 1: 'one', 2: 'two', 3: 'three', 4: 'four', 5: 'five' } as const;

/** Counts the marks of cells that are due for one; null stands for a missing mark. */
export function progressOf(choices: readonly Choice[]): ProgressCounts {
  const counts = { ...noProgress, due: choices.length };
  for (const choice of choices) counts[fieldOf(choice)]++;
  return counts;
}

function fieldOf(choice: Choice): Exclude<keyof ProgressCounts, 'due'> {
  if (choice === null) return 'missing';
  if (typeof choice === 'number') return fieldOfNumber[choice as keyof typeof fieldOfNumber];
  if (choice === 'not-attested') return 'notAttested';
  // A subject that gives numbers takes neither (journal/finals/final-rules.ts).
  throw new TypeError(`${choice} is no mark`);
}

/** The counts of several together. */
export function sumOfProgress(all: readonly ProgressCounts[]): ProgressCounts {
  const sum = { ...noProgress };
  for (const counts of all) for (const key of progressKeys) sum[key] += counts[key];
  return sum;
}

const progressKeys = Object.keys(noProgress) as (keyof ProgressCounts)[];

/** What each mark is worth in СОУ, in per cent; of «н/а» the school says (7 or 0). */
const masteryOf = { five: 100, four: 64, three: 36, two: 16, one: 7 } as const;

/**
 * The figures of counts. Everybody due is in the denominator, who has no mark yet too: that is said beside («данные неполные»).
 * As long as nothing stands there are no figures at all, rather than zeros.
 */
export function figuresOfProgress(counts: ProgressCounts, notAttestedWeight: number): ProgressFigures {
  const { due, five, four, three, two, one, notAttested, missing } = counts;
  if (due === missing) return { success: null, quality: null, mastery: null, mean: null };
  const numbers = five + four + three + two + one;
  const worth =
    masteryOf.five * five +
    masteryOf.four * four +
    masteryOf.three * three +
    masteryOf.two * two +
    masteryOf.one * one +
    notAttestedWeight * notAttested;
  return {
    success: shareTenths(five + four + three, due),
    quality: shareTenths(five + four, due),
    mastery: roundedQuotient(100 * worth, due),
    mean: numbers === 0 ? null : roundedQuotient(100 * (5 * five + 4 * four + 3 * three + 2 * two + one), numbers),
  };
}
