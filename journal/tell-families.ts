import { prepared } from '#db/prepared.ts';
import type { Act } from '#school/act.ts';
import { isNoNews, type News, newsOf } from './news.ts';
import type { Sheet } from './sheet.ts';
import { type AbsenceDay, missedAlready, promoteCalm } from './tellings/calm-absences.ts';
import { type FamilyReader, familyReaders } from './tellings/family-readers.ts';

/** So long the entries of a lesson gather: a slip put right meanwhile is never heard of, ten marks are one message. */
export const gatherSeconds = 20;

/**
 * Tells each parent (and of marks the student too) what changed in a lesson's cells. What was not sent yet is taken back
 * and told anew together with this change; what ends as it began is not told. Of one day's absences the first is told at
 * once, the further ones in the evening.
 */
export async function tellFamilies(act: Act, sheet: Sheet): Promise<void> {
  const changed = sheet.changes.map(change => newsOf(sheet, change));
  if (changed.length === 0) return;
  const subject = `lesson:${sheet.lesson.id}`;
  const unsent = await takeUnsent(act, subject, changed);
  const readers = await familyReaders(
    act,
    changed.map(news => news.studentId),
  );
  const heard = await heardAbsences(act, subject, { changed, readers });
  const dueAt = new Date(act.at.getTime() + gatherSeconds * 1000);
  const day: AbsenceDay = { day: sheet.lesson.day, subject, dueAt };
  const absences = changed.filter(news => news.kind === 'absence');
  const missed = await missedAlready(
    act,
    day,
    absences.map(({ studentId }) => studentId),
  );
  for (const news of changed) {
    for (const { personId } of readersFor(readers, news)) {
      // One parent has heard at once, the other waits for the evening: each is told from where they stand.
      const key = keyOf(personId, news.cell);
      const whole = withOld(news, unsent.get(key));
      const unheard = whole.kind === 'absence' && whole.presence === 'present' && !heard.has(key);
      if (isNoNews(whole) || unheard) continue;
      const { kind, studentId, ...facts } = whole;
      const calm = whole.kind === 'absence' && whole.presence === 'absent' && missed.has(studentId);
      act.tell(personId, { kind, subject, facts: { studentId, ...facts }, dueAt, studentId, calm });
    }
  }
  const back = absences.filter(({ presence, studentId }) => presence !== 'absent' && !missed.has(studentId));
  await promoteCalm(
    act,
    day,
    back.map(({ studentId }) => studentId),
  );
}

function withOld<N extends News>(news: N, first: News | undefined): N {
  return first ? { ...news, old: first.old } : news;
}

/** Takes back what the courier has not yet seen of these cells; gives it by reader and cell. */
async function takeUnsent(act: Act, subject: string, changed: readonly News[]): Promise<Map<string, News>> {
  const rows = await prepared<{ readerId: number; facts: News }>(
    act.em,
    `delete from notice where sent_out_at is null and kind in ('mark', 'absence') and subject = :subject
       and facts->>'cell' = any(:cells) returning reader_id as "readerId", facts`,
    { subject, cells: cellsOf(changed) },
  );
  return new Map(rows.map(({ readerId, facts }) => [keyOf(readerId, facts.cell), facts]));
}

type Readers = ReadonlyMap<number, FamilyReader[]>;

function readersFor(readers: Readers, news: News): FamilyReader[] {
  return (readers.get(news.studentId) ?? []).filter(reader => reader.isParent || news.kind === 'mark');
}

/** By reader and cell, absences that have been told already: only who heard must hear that the student was there after all. */
async function heardAbsences(
  act: Act,
  subject: string,
  { changed, readers }: { changed: readonly News[]; readers: Readers },
): Promise<Set<string>> {
  const undone = changed.filter(news => news.kind === 'absence' && news.presence === 'present');
  if (undone.length === 0) return new Set();
  const personIds = [...readers.values()].flat().map(({ personId }) => personId);
  const rows = await prepared<{ readerId: number; cell: string }>(
    act.em,
    `select distinct reader_id as "readerId", facts->>'cell' as cell from notice
     where reader_id = any(:readers) and kind = 'absence' and subject = :subject and facts->>'cell' = any(:cells)`,
    { subject, cells: cellsOf(undone), readers: `{${personIds.join(',')}}` },
  );
  return new Set(rows.map(({ readerId, cell }) => keyOf(readerId, cell)));
}

function keyOf(readerId: number, cell: string): string {
  return `${readerId} ${cell}`;
}

// The names of cells are our own words without quotes, so this is a safe array literal.
function cellsOf(news: readonly News[]): string {
  return `{${news.map(({ cell }) => `"${cell}"`).join(',')}}`;
}
