import { ClassJournal } from '#db/journal/class-journal.ts';
import { Person } from '#db/school/person.ts';
import { SchoolClass } from '#db/school/school-class.ts';
import type { Act, HouseAct } from '#school/act.ts';
import { yearName } from '#school/current-year.ts';
import { recordChange } from '#school/history/record-change.ts';
import { shortNameOf } from '#school/names.ts';
import { may, see } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import type { ClassDigest } from './class-digest.ts';
import { partsOf } from './read-class-journal.ts';
import { printedDeed, printedSubject } from './sealed.ts';

/** The journal of a class for the archive, as its page shows it. */
export interface ClassJournalView {
  id: number;
  classId: number;
  className: string;
  /** «2026/2027» */
  year: string;
  by: string;
  at: Date;
  state: 'waiting' | 'done' | 'refused' | 'failed';
  done: number;
  total: number;
  bytes: number | null;
  /** The file is kept; later only what was printed of the history is. */
  kept: boolean;
  hash: string | null;
  records: number | null;
}

/** The classes of a school year whose journal the person may have. */
export interface YearOfClasses {
  year: string;
  classes: { id: number; name: string; own: boolean }[];
}

/** What may be ordered, the latest year first, and what has been, the latest first. Refuses: not-found. Two queries. */
export async function classJournals(act: Act): Promise<{ years: YearOfClasses[]; journals: ClassJournalView[] }> {
  see(act, 'readClassJournals');
  const classes = await act.em.execute<{ id: number; name: string; year: string }[]>(
    `select k.id, k.grade || k.letter as name, ${yearName} as year
     from school_class k join school_year y on y.id = k.year_id where y.first_day <= :today
     order by y.first_day desc, k.grade, k.letter collate "ru-x-icu"`,
    { today: act.today },
  );
  const theirs = classes.filter(({ id }) => may(act.by, 'readClassReports', id));
  const years = Map.groupBy(theirs, ({ year }) => year);
  const journals = await readViews(act, {
    where: 'where j.school_class_id = any(:classes)',
    params: { classes: `{${theirs.map(({ id }) => id).join(',')}}` },
  });
  return {
    years: [...years].map(([year, ofYear]) => ({
      year,
      classes: ofYear.map(({ id, name }) => ({ id, name, own: act.by.ownClassIds.includes(id) })),
    })),
    journals,
  };
}

/** How far it is. Refuses: not-found. */
export async function classJournalState(act: Act, id: number): Promise<ClassJournalView> {
  const [found] = await readViews(act, { where: 'where j.id = :id', params: { id } });
  if (!found) throw new Refusal('not-found', 'not-found');
  see(act, 'readClassReports', found.classId);
  return found;
}

/** The PDF, while it is kept. Refuses: not-found. */
export async function classJournalContent(act: Act, id: number): Promise<{ view: ClassJournalView; content: Buffer }> {
  const view = await classJournalState(act, id);
  const found = await act.em.findOneOrFail(ClassJournal, { id }, { populate: ['content'] });
  if (!found.content) throw new Refusal('not-found', 'not-found');
  return { view, content: Buffer.from(found.content) };
}

/**
 * Has the whole journal of a class made in the background (1.2b, 1.2d). One that is on its way already is not begun again.
 * Gives the id. Refuses: not-found for a class whose journal is not theirs to read.
 */
export async function orderClassJournal(act: Act, classId: number): Promise<number> {
  see(act, 'readClassJournals');
  const one = await act.em.findOne(SchoolClass, { id: classId, year: { firstDay: { $lte: act.today } } });
  if (!one) throw new Refusal('not-found', 'not-found');
  see(act, 'readClassReports', classId);
  // Pressed twice, the second waits for the first and finds it.
  await act.em.execute(`select pg_advisory_xact_lock(hashtext('class journals'), ?)`, [classId]);
  const since = new Date(act.at.getTime() - patience);
  const waiting = await act.em.findOne(ClassJournal, { schoolClass: one, state: 'waiting', at: { $gt: since } });
  if (waiting) return waiting.id;
  const ordered = act.em.create(ClassJournal, {
    ...{ schoolClass: one, at: act.at, state: 'waiting', total: await partsOf(act, classId) },
    by: act.em.getReference(Person, act.by.id),
  });
  await act.em.flush();
  await act.later('class-journal', { journalId: ordered.id, by: act.by.id });
  return ordered.id;
}

/** What has not come within a day will not come any more, and keeps nobody from ordering anew. */
const patience = 24 * 60 * 60 * 1000;

export async function tellProgress(act: HouseAct, id: number, done: number): Promise<void> {
  await act.em.execute('update class_journal set done = least(:done, total) where id = :id', { id, done });
}

/** Keeps the file and what it says of the history, writes into the history that it was printed, and tells who ordered it. */
export async function finishClassJournal(
  act: Act,
  id: number,
  { content, digest, asOf }: { content: Buffer; digest: ClassDigest; asOf: Date },
): Promise<void> {
  const made = await act.em.findOneOrFail(ClassJournal, { id }, { populate: ['schoolClass'] });
  see(act, 'readClassReports', made.schoolClass.id);
  if (made.state !== 'waiting') return;
  const { hash, records, lastRecord } = digest;
  const months = digest.months.map(({ month, records, hash }) => ({ month, records, hash }));
  Object.assign(made, { content, bytes: content.length, state: 'done', finishedAt: act.at, done: made.total });
  Object.assign(made, { asOf, hash, records, lastRecord, months });
  recordChange(act, {
    ...{ deed: printedDeed, subject: printedSubject(id), course: null, before: null },
    after: { class: made.schoolClass.id, hash, records, lastRecord, asOf: asOf.toISOString() },
  });
  const facts = { className: made.schoolClass.name };
  act.tell(made.by.id, { kind: 'class-journal', subject: `class-journal:${id}`, facts });
}

/** It is not made: who ordered it may have it no longer, or, however often it was tried, the program has made a mistake. */
export async function giveUpClassJournal(act: HouseAct, id: number, state: 'refused' | 'failed'): Promise<void> {
  await act.em.execute(
    `update class_journal set state = :state, finished_at = :at where id = :id and state = 'waiting'`,
    { id, state, at: act.at },
  );
}

const keptDays = 30;

/** After thirty days the file goes: it can be made again, and is personal. What was printed of the history stays. */
export async function forgetClassJournals(act: HouseAct): Promise<void> {
  const before = new Date(act.at.getTime() - keptDays * 24 * 60 * 60 * 1000);
  await act.em.execute('update class_journal set content = null where at < :before and content is not null', {
    before,
  });
}

async function readViews(
  act: Act,
  { where, params }: { where: string; params: Record<string, unknown> },
): Promise<ClassJournalView[]> {
  const rows = await act.em.execute<(Omit<ClassJournalView, 'at'> & { at: string })[]>(
    `select j.id, k.id as "classId", k.grade || k.letter as "className", ${yearName} as year, ${shortNameOf('p')} as by,
       j.at, j.state, j.done, j.total, j.bytes, j.content is not null as kept, j.hash, j.records
     from class_journal j join school_class k on k.id = j.school_class_id join school_year y on y.id = k.year_id
     join person p on p.id = j.by_id ${where} order by j.id desc limit 50`,
    params,
  );
  return rows.map(({ at, ...row }) => ({ ...row, at: new Date(at) }));
}
