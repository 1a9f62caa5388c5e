import Handlebars from 'handlebars';

/** What the printer reads of a student of a grid (journal/grid/grid.ts). */
interface Student {
  stays: readonly { since: string; until: string | null }[];
  cells: Record<number, { text: string; marks: readonly { workKindId: number; comment: string | null }[] }>;
  figures: readonly PeriodCell[];
}

interface PeriodCell {
  periodId: number;
  mean: number | null;
  suggested: number | string | null;
  borderline: boolean;
  choice: number | string | null;
}

/** A lesson, or the columns of a period right after its last lesson. */
type Column = { lesson: { id: number; day: string }; period: null } | { lesson: null; period: { id: number } };

/** How the words of final marks are written: a name of the domain → letters. */
export type FinalLetters = Record<string, string>;

/**
 * The cells of one student, as short as they can be: a grid of 35 × 70 has thousands of them. What is the same for a whole
 * column stands in its head. `data-k` is the kind of work; classes: x closed, c with a comment, w a work owed, m mean, s suggested, f chosen.
 */
export function gridCells(student: Student, columns: readonly Column[], letters: FinalLetters): Handlebars.SafeString {
  return new Handlebars.SafeString(
    columns
      .map(column =>
        column.lesson ? lessonCell(student, column.lesson) : periodCells(student, column.period, letters),
      )
      .join(''),
  );
}

function lessonCell({ stays, cells }: Student, { id, day }: { id: number; day: string }): string {
  const cell = cells[id];
  const isHere = stays.some(({ since, until }) => since <= day && (until === null || until > day));
  if (!isHere) return `<td class=x>${cell?.text ?? ''}`;
  if (!cell) return '<td>';
  const comments = cell.marks.flatMap(({ comment }) => comment ?? []);
  const kind = cell.marks[0] ? ` data-k=${cell.marks[0].workKindId}` : '';
  const marked = `${comments.length > 0 ? 'c' : ''}${cell.text.endsWith('.') ? ' w' : ''}`;
  const title = comments.length > 0 ? ` title="${Handlebars.escapeExpression(comments.join(' · '))}"` : '';
  return `<td${kind}${marked ? ` class="${marked}"` : ''}${title}>${cell.text}`;
}

function periodCells({ figures }: Student, { id }: { id: number }, letters: FinalLetters): string {
  const cell = figures.find(({ periodId }) => periodId === id);
  if (!cell) return '<td class="m x"><td class="s x"><td class="f x">';
  const { mean, suggested, borderline, choice } = cell;
  const word = (final: number | string | null) => (final === null ? '' : (letters[final] ?? String(final)));
  const isOther = choice !== null && suggested !== null && choice !== suggested;
  return `<td class=m>${mean === null ? '' : hundredths(mean)}<td class=s>${word(suggested)}${borderline ? '?' : ''}<td class="f${isOther ? ' o' : ''}">${word(choice)}`;
}

/** 444 → «4,44» */
export function hundredths(mean: number): string {
  return `${Math.trunc(mean / 100)},${String(mean % 100).padStart(2, '0')}`;
}
