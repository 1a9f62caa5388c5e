import type { Act } from '#school/act.ts';
import { familyReaders } from '../tellings/family-readers.ts';
import type { Choice } from './chosen-finals.ts';
import type { FinalChange, FinalsBook } from './finals-book.ts';

/** So long final marks gather: a slip put right meanwhile is never heard of. */
const gatherSeconds = 20;

/** What a family hears of one final mark: the facts of the notice `final`. */
interface FinalNews {
  /** Names the cell among the notices about its journal. */
  cell: string;
  studentId: number;
  givenName: string;
  subject: string;
  stage: string;
  periodKind: string;
  number: number | null;
  final: Choice;
  old: Choice;
}

/**
 * Tells the student and each parent of final marks set, changed, taken back. What was not sent yet is taken back and told
 * anew together with this change; what ends as it began is not told.
 */
export async function tellFinals(act: Act, book: FinalsBook): Promise<void> {
  const subject = `finals:${book.course.courseId}`;
  const news = book.changes.map(change => newsOf(book, change));
  const first = await takeUnsent(act, subject, news);
  const readers = await familyReaders(
    act,
    news.map(({ studentId }) => studentId),
  );
  const dueAt = new Date(act.at.getTime() + gatherSeconds * 1000);
  for (const one of news) {
    for (const { personId } of readers.get(one.studentId) ?? []) {
      // One parent has heard at once, the other waits for the evening: each is told from where they stand.
      const unsent = first.get(keyOf(personId, one.cell));
      const facts = { ...one, old: unsent ? unsent.old : one.old };
      if (facts.old === facts.final) continue;
      act.tell(personId, { kind: 'final', subject, facts: { ...facts }, dueAt, studentId: one.studentId });
    }
  }
}

function newsOf({ course }: FinalsBook, { student, column, before, after }: FinalChange): FinalNews {
  return {
    cell: `final ${student.id} ${column.key}`,
    studentId: student.id,
    givenName: student.givenName,
    subject: column.joined ?? course.subject,
    stage: column.stage,
    periodKind: column.periodKind,
    number: column.number,
    final: after,
    old: before,
  };
}

/** Takes back what the courier has not yet seen of these cells; gives it by reader and cell. */
async function takeUnsent(act: Act, subject: string, news: readonly FinalNews[]): Promise<Map<string, FinalNews>> {
  const rows = await act.em.execute<{ readerId: number; facts: FinalNews }[]>(
    `delete from notice where sent_out_at is null and kind = 'final' and subject = :subject
       and facts->>'cell' in (select jsonb_array_elements_text(:cells::jsonb))
     returning reader_id as "readerId", facts`,
    { subject, cells: JSON.stringify(news.map(({ cell }) => cell)) },
  );
  return new Map(rows.map(({ readerId, facts }) => [keyOf(readerId, facts.cell), facts]));
}

function keyOf(readerId: number, cell: string): string {
  return `${readerId} ${cell}`;
}
