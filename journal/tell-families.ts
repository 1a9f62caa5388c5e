import { prepared } from '#db/prepared.ts';
import type { Act } from '#school/act.ts';
import { isNoNews, type News, newsOf } from './news.ts';
import type { Sheet } from './sheet.ts';

/** So long the entries of a lesson gather: a slip put right meanwhile is never heard of, ten marks are one message. */
export const gatherSeconds = 20;

/**
 * Tells each parent (and of marks the student too) what changed in a lesson's cells. What was not sent yet is taken back
 * and told anew together with this change; what ends as it began is not told.
 */
export async function tellFamilies(act: Act, sheet: Sheet): Promise<void> {
  const changed = sheet.changes.map(change => newsOf(sheet, change));
  if (changed.length === 0) return;
  const subject = `lesson:${sheet.lesson.id}`;
  const unsent = await takeUnsent(act, subject, changed);
  const readers = await readersOf(act, changed);
  const heard = await heardAbsences(act, subject, { changed, readers });
  const dueAt = new Date(act.at.getTime() + gatherSeconds * 1000);
  for (const news of changed) {
    const whole = withOld(news, unsent.get(news.cell));
    const unheard = whole.kind === 'absence' && whole.presence === 'present' && !heard.has(whole.cell);
    if (isNoNews(whole) || unheard) continue;
    const { kind, ...facts } = whole;
    for (const { personId } of readersFor(readers, news)) act.tell(personId, { kind, subject, facts, dueAt });
  }
}

function withOld<N extends News>(news: N, first: News | undefined): N {
  return first ? { ...news, old: first.old } : news;
}

/** Takes back what the courier has not yet seen of these cells; gives it by cell. */
async function takeUnsent(act: Act, subject: string, changed: readonly News[]): Promise<Map<string, News>> {
  const rows = await prepared<{ facts: News }>(
    act.em,
    `delete from notice where sent_out_at is null and kind in ('mark', 'absence') and subject = :subject
       and facts->>'cell' = any(:cells) returning facts`,
    { subject, cells: cellsOf(changed) },
  );
  return new Map(rows.map(({ facts }) => [facts.cell, facts]));
}

interface Reader {
  studentId: number;
  personId: number;
  isParent: boolean;
}

/** Today's parents of the students, and the students themselves; those whose accounts are open. */
async function readersOf(act: Act, changed: readonly News[]): Promise<Reader[]> {
  return prepared<Reader>(
    act.em,
    `select r.student_id as "studentId", r.person_id as "personId", r.is_parent as "isParent"
     from (
       select g.student_id, g.parent_id as person_id, true as is_parent from guardianship g
         where g.since <= :today and (g.until is null or g.until >= :today)
       union all
       select s.id, s.person_id, false from student s
     ) r
     join person p on p.id = r.person_id and p.deactivated_at is null
     where r.student_id = any(:students) order by r.student_id, r.person_id`,
    { today: act.today, students: `{${changed.map(news => news.studentId).join(',')}}` },
  );
}

function readersFor(readers: readonly Reader[], news: News): Reader[] {
  return readers.filter(reader => reader.studentId === news.studentId && (reader.isParent || news.kind === 'mark'));
}

/** Cells whose absence a family has been told of already: only they must hear that the student was there after all. */
async function heardAbsences(
  act: Act,
  subject: string,
  { changed, readers }: { changed: readonly News[]; readers: readonly Reader[] },
): Promise<Set<string>> {
  const undone = changed.filter(news => news.kind === 'absence' && news.presence === 'present');
  if (undone.length === 0) return new Set();
  const rows = await prepared<{ cell: string }>(
    act.em,
    `select distinct facts->>'cell' as cell from notice
     where reader_id = any(:readers) and kind = 'absence' and subject = :subject and facts->>'cell' = any(:cells)`,
    { subject, cells: cellsOf(undone), readers: `{${readers.map(reader => reader.personId).join(',')}}` },
  );
  return new Set(rows.map(({ cell }) => cell));
}

// The names of cells are our own words without quotes, so this is a safe array literal.
function cellsOf(news: readonly News[]): string {
  return `{${news.map(({ cell }) => `"${cell}"`).join(',')}}`;
}
