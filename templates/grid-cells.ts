import Handlebars from 'handlebars';

/** What the printer reads of a student of a grid (journal/grid/grid.ts). */
interface Student {
  stays: readonly { since: string; until: string | null }[];
  announced: readonly { since: string; until: string }[];
  theory: readonly number[];
  cells: Record<
    number,
    { text: string; absence: string | null; marks: readonly { workKindId: number; comment: string | null }[] }
  >;
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

/** How the words of final marks are written: a name of the domain → letters; `announced` and `theory` are said of a cell. */
export type FinalLetters = Record<string, string>;

/**
 * The cells of one student, as short as they can be: a grid of 35 × 70 has thousands of them. What is the same for a whole
 * column stands in its head. `data-k` is the kind of work; classes: x closed, c with a comment, w a work owed, a absence announced, t on theory, m mean, s suggested, f chosen.
 */
export function gridCells(student: Student, columns: readonly Column[], letters: FinalLetters): Handlebars.SafeString {
  return new Handlebars.SafeString(
    columns
      .map(column =>
        column.lesson ? lessonCell(student, column.lesson, letters) : periodCells(student, column.period, letters),
      )
      .join(''),
  );
}

function lessonCell(student: Student, { id, day }: { id: number; day: string }, letters: FinalLetters): string {
  const { stays, cells } = student;
  const cell = cells[id];
  const isHere = stays.some(({ since, until }) => since <= day && (until === null || until > day));
  if (!isHere) return `<td class=x>${cell?.text ?? ''}`;
  const announced = isAnnounced(student, { id, day }) ? [letters.announced ?? ''] : [];
  const theory = student.theory.includes(id) ? [letters.theory ?? ''] : [];
  if (!cell && announced.length === 0 && theory.length === 0) return '<td>';
  const { marks = [], text = '' } = cell ?? {};
  const comments = marks.flatMap(({ comment }) => comment ?? []);
  const kind = marks[0] ? ` data-k=${marks[0].workKindId}` : '';
  const signs = [
    ...[comments.length > 0 && 'c', text.endsWith('.') && 'w'],
    ...[announced.length > 0 && 'a', theory.length > 0 && 't'],
  ].filter(Boolean);
  const words = Handlebars.escapeExpression([...theory, ...announced, ...comments].join(' · '));
  return `<td${kind}${signs.length > 0 ? ` class="${signs.join(' ')}"` : ''}${words ? ` title="${words}"` : ''}>${text}`;
}

/** The family has written, and the cell does not say yet why the student is away. */
function isAnnounced({ announced, cells }: Student, { id, day }: { id: number; day: string }): boolean {
  const { absence = null } = cells[id] ?? {};
  if (absence !== null && absence !== 'unknown') return false;
  return announced.some(({ since, until }) => since <= day && day <= until);
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
