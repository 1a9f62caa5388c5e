import type { Day } from '#school/calendar.ts';
import { finalMark9, finalMark11, yearMark } from '../arithmetic/final-marks.ts';
import { meanOf, sumsOf } from '../arithmetic/means.ts';
import { countedMarks } from '../arithmetic/owed-works.ts';
import { isBorderline, isTooFew, suggestedMark } from '../arithmetic/suggestion.ts';
import type { ChosenFinal } from './chosen-finals.ts';
import type { JournalMark } from './due-cells.ts';
import type { FinalColumn } from './final-columns.ts';
import type { FinalCell } from './finals-book.ts';
import type { FinalsCourse } from './finals-course.ts';

/** What the program says of a cell; the teacher decides. */
export interface Suggestion {
  /** The weighted mean in hundredths; null without marks, and where none are counted. */
  mean: number | null;
  /** How many marks entered it. */
  marks: number;
  /** How many of them stand in the journal of an earlier class or subgroup. */
  marksElsewhere: number;
  /** Too few for attestation. */
  few: boolean;
  suggested: number | 'not-attested' | null;
  borderline: boolean;
}

const nothing: Suggestion = {
  mean: null,
  marks: 0,
  marksElsewhere: 0,
  few: false,
  suggested: null,
  borderline: false,
};

/** The suggestion for a period by its marks; н/а where they are too few, nothing where the subject has none. */
export function suggestPeriod(course: FinalsCourse, marks: readonly JournalMark[], today: Day): Suggestion {
  if (course.scale !== 'marks') return nothing;
  const rule = { today, owedCountsAsTwo: course.owedCountsAsTwo };
  const counted = countedMarks(marks, rule);
  const sums = sumsOf(counted);
  const few = isTooFew(counted.length, course.fewest);
  return {
    mean: meanOf(sums),
    marks: counted.length,
    marksElsewhere: countedMarks(
      marks.filter(mark => mark.elsewhere),
      rule,
    ).length,
    few,
    suggested: few ? 'not-attested' : suggestedMark(sums, course.thresholds),
    borderline: !few && isBorderline(sums, course.thresholds),
  };
}

interface Ground {
  course: FinalsCourse;
  /** The student's cells of the columns before this one. */
  cells: ReadonlyMap<string, FinalCell>;
  /** The student's final marks in the subject and those joined with it. */
  chosen: readonly ChosenFinal[];
}

/** The suggestion for the year and what follows it, made of marks that teachers have chosen. */
export function suggestOf({ stage }: FinalColumn, ground: Ground): Suggestion {
  if (ground.course.scale !== 'marks' || stage === 'exam') return nothing;
  return { ...nothing, suggested: stage === 'year' ? suggestYear(ground) : suggestFinal(ground) };
}

/** Only when every period the student is due in has its mark. */
function suggestYear({ cells }: Ground): number | null {
  const choices = [...cells.values()].map(({ choice }) => choice);
  return choices.includes(null) ? null : yearMark(numbersOf(choices));
}

function suggestFinal({ course, cells, chosen }: Ground): number | null {
  const ownYear = cells.get('year')!.choice;
  if (typeof ownYear !== 'number') return null;
  if (course.grade === 9) {
    const ofThisYear = chosen.filter(one => one.yearId === course.yearId);
    const years = Map.groupBy(
      ofThisYear.filter(one => one.stage === 'year' && typeof one.choice === 'number'),
      one => one.subject,
    );
    const exam = cells.get('exam')!.choice;
    return finalMark9(
      numbersOf([...years.values()].map(([year]) => year!.choice)),
      typeof exam === 'number' ? exam : null,
    );
  }
  const halves = chosen.filter(one => one.stage === 'period' || one.stage === 'year');
  return finalMark11(numbersOf(halves.map(({ choice }) => choice)));
}

function numbersOf(choices: readonly unknown[]): number[] {
  return choices.filter(choice => typeof choice === 'number');
}
