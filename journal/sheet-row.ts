import words from './entry-words.json' with { type: 'json' };
import type { SheetMark, SheetStudent } from './sheet.ts';

/** One student's line of the lesson's form, as it is shown and as it comes back. */
export interface SheetRow {
  /** Nothing, `absent` or `late`. */
  absence: string;
  mark: string;
  /** The second mark of a work graded twice. */
  second: string;
  /** Id of the kind of work; nothing while there is no mark. */
  kind: string;
  comment: string;
}

export const rowFields = ['absence', 'mark', 'second', 'kind', 'comment'] as const;

/** The line that shows a student's cells as they stand. */
export function rowOf({ absence, marks }: Pick<SheetStudent, 'absence' | 'marks'>): SheetRow {
  const given = [1, 2].map(position => marks.get(position)).map(mark => (standsOf(mark) ? mark : undefined));
  const [first, second] = given;
  const about = first ?? second;
  return {
    absence: absence === null ? '' : absence === 'late' ? 'late' : 'absent',
    mark: standsOf(first),
    second: standsOf(second),
    kind: String(about?.workKindId ?? ''),
    comment: about?.comment ?? '',
  };
}

/** What a mark is written as: a figure, the point of an owed work, or nothing. */
export function standsOf(mark: Pick<SheetMark, 'value' | 'owed'> | undefined): string {
  return mark?.owed ? words.owed : String(mark?.value ?? '');
}
