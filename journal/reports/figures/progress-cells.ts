import type { ClassProgress } from './class-progress.ts';
import type { FinalSubject } from './due-finals.ts';
import type { ProgressCounts, ProgressFigures } from './progress.ts';

/** How a spreadsheet reckons the figures from the counts beside them: those of figuresOfProgress, by the keys of progressCells. */
export interface ProgressFormulas {
  success: string;
  quality: string;
  mastery: string;
  mean: string;
}

/** The cells of counts and figures under templates/reports/partials/progress-columns.hbs. */
export function progressCells(
  counts: ProgressCounts & ProgressFigures & { pass?: number },
): Record<string, number | null> {
  const { due, five, four, three, two, one, notAttested, missing, pass = 0 } = counts;
  const { success, quality, mastery, mean } = counts;
  const attested = due - notAttested - missing;
  return { due, attested, five, four, three, two, one, notAttested, pass, success, quality, mastery, mean };
}

/** The cells under templates/reports/partials/category-columns.hbs: students by category, СОУ and mean of all marks. */
export function categoryCells({
  students,
  marks,
}: Pick<ClassProgress, 'students' | 'marks'>): Record<string, number | null> {
  const { due, attested, byCategory, success, quality } = students;
  return { due, attested, ...byCategory, success, quality, mastery: marks.mastery, mean: marks.mean };
}

/** By the school's weight of «н/а»; «1» has its column only where the school gives it. */
export function progressFormulas({
  notAttestedWeight,
  hasOnes,
}: {
  notAttestedWeight: number;
  hasOnes: boolean;
}): ProgressFormulas {
  const [ones, worthOfOnes] = hasOnes ? ['+one', '+7*one'] : ['', ''];
  return {
    success: '100*(five+four+three)/due',
    quality: '100*(five+four)/due',
    mastery: `(100*five+64*four+36*three+16*two${worthOfOnes}+${notAttestedWeight}*notAttested)/due`,
    mean: `(5*five+4*four+3*three+2*two${ones})/(five+four+three+two${ones})`,
  };
}

/** The key of a subject's column. */
export function subjectKey({ subjectId }: Pick<FinalSubject, 'subjectId'>): string {
  return `s${subjectId}`;
}
