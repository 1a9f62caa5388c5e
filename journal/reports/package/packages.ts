import { ReportPackage } from '#db/journal/report-package.ts';
import { prepared } from '#db/prepared.ts';
import { Person } from '#db/school/person.ts';
import type { Act, HouseAct } from '#school/act.ts';
import { type Day, parseDay } from '#school/calendar.ts';
import { see } from '#school/permissions.ts';
import { invalid, Refusal } from '#school/refusal.ts';
import { readOnce } from '#school/shared.ts';
import type { AskedYear, Term } from '../report.ts';
import { currentTerm, termsOf, yearOf } from '../terms.ts';
import { type PlannedPaper, planPackage } from './plan-package.ts';

/** A package as its page shows it. */
export interface PackageView {
  id: number;
  term: Term;
  by: string;
  at: Date;
  state: ReportPackage['state'];
  done: number;
  total: number;
  bytes: number | null;
}

/** What a package may be made for this year, and the packages there are, the latest first. Refuses: not-found. */
export async function packages(act: Act): Promise<{ terms: Term[]; current: string; packages: PackageView[] }> {
  see(act, 'readSchoolReports');
  const year = await yearOf(act, act.today);
  const terms = year ? (await termsOf(act, year)).filter(({ firstDay }) => firstDay <= act.today) : [];
  const rows = await act.em.find(ReportPackage, {}, { orderBy: { id: 'desc' }, populate: ['by'], limit: 20 });
  const views: PackageView[] = [];
  const sharing = { ...act, shared: new Map() };
  for (const row of rows) views.push(await viewOf(sharing, row));
  return { terms, current: currentTerm(terms, act.today)?.name ?? '', packages: views };
}

/** How far it is. Refusals: not-found. */
export async function packageState(act: Act, id: number): Promise<PackageView> {
  return viewOf(act, await load(act, id));
}

/** Its ZIP, when it is done: how long, and in how many pieces. Refusals: not-found. */
export async function packageContent(act: Act, id: number): Promise<{ term: Term; bytes: number; pieces: number }> {
  const { state, term, bytes } = await packageState(act, id);
  const [row] = await act.em.execute<{ pieces: number }[]>(
    'select count(*)::int as pieces from report_package_piece where package_id = :id',
    { id },
  );
  if (state !== 'done' || row!.pieces === 0) throw new Refusal('not-found', 'not-found');
  return { term, bytes: bytes!, pieces: row!.pieces };
}

/** One piece of it, from 0. Refusals: not-found. */
export async function packagePiece(act: Act, id: number, number: number): Promise<Buffer> {
  see(act, 'readSchoolReports');
  const [row] = await prepared<{ content: Buffer }>(
    act.em,
    'select content from report_package_piece where package_id = :id and number = :number',
    { id, number },
  );
  return row?.content ?? notFound();
}

/**
 * Has every paper of a term made in the background (5.2c, 8.1): of this school year, or of the year of the day. One that is
 * on its way already is not begun again. Gives the id. Refusals: not-found, invalid for a term that has not begun.
 */
export async function orderPackage(act: Act, asked: { term: string; year?: string | undefined }): Promise<number> {
  see(act, 'readSchoolReports');
  const { year, term } = await termAsked(act, asked);
  // Pressed twice, the second waits for the first and finds it.
  await act.em.execute(`select pg_advisory_xact_lock(hashtext('zvonok report package orders'))`);
  const waiting = await act.em.findOne(ReportPackage, { term: term.name, yearFrom: year.firstDay, state: 'waiting' });
  if (waiting) return waiting.id;
  const total = (await planPackage(act, { year, term })).length;
  const ordered = act.em.create(ReportPackage, {
    ...{ term: term.name, yearFrom: year.firstDay, at: act.at, state: 'waiting', total },
    by: act.em.getReference(Person, act.by.id),
  });
  await act.em.flush();
  await act.later('report-package', { packageId: ordered.id, by: act.by.id });
  return ordered.id;
}

/** The queue's part: what is to be made; nothing when it is made already. Refusals: not-found. */
export async function papersOf(act: Act, id: number): Promise<PlannedPaper[] | undefined> {
  const { state, term, yearFrom } = await load(act, id);
  if (state !== 'waiting') return undefined;
  return planPackage(act, await termAsked(act, { term, year: yearFrom }));
}

/** How many papers are made. False when it is wanted no longer. */
export async function tellProgress(act: HouseAct, id: number, done: number): Promise<boolean> {
  const rows = await act.em.execute<object[]>(
    `update report_package set done = :done where id = :id and state = 'waiting' returning id`,
    { id, done },
  );
  return rows.length > 0;
}

/**
 * Keeps the ZIP piece by piece as it comes, and tells who ordered it: all in this one act, so that nobody ever finds half of it.
 * One at a time for a package. Refusals: not-found.
 */
export async function keepPackage(act: Act, id: number, content: AsyncIterable<Buffer>): Promise<void> {
  const made = await load(act, id);
  await takeTurn(act, id);
  await act.em.execute('delete from report_package_piece where package_id = :id', { id });
  const insert = 'insert into report_package_piece (package_id, number, content) values (:id, :number, :content)';
  let [number, bytes] = [0, 0];
  for await (const piece of inPieces(content)) {
    await prepared(act.em, insert, { id, number: number++, content: piece });
    bytes += piece.length;
  }
  const [kept] = await act.em.execute<{ total: number }[]>(
    `update report_package set state = 'done', done = total, bytes = :bytes, finished_at = :at
     where id = :id and state = 'waiting' returning total`,
    { id, bytes, at: act.world.now() },
  );
  // Nobody wants it any more: what was written goes with the act.
  if (!kept) throw new Refusal('conflict', 'report/package-not-waiting');
  const { term } = await viewOf(act, made);
  act.tell(made.by.id, { kind: 'report-package', subject: `package:${id}`, facts: { term, total: kept.total } });
}

/** Another process may still be at it, and will end or be done. */
async function takeTurn(act: Act, id: number): Promise<void> {
  const [row] = await act.em.execute<{ taken: boolean }[]>(
    `select pg_try_advisory_xact_lock(hashtext('zvonok report package'), :id) as taken`,
    { id },
  );
  if (!row!.taken) throw new Error('the package is being made by another process');
}

const pieceBytes = 1024 * 1024;

async function* inPieces(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of content) {
    held.push(chunk);
    bytes += chunk.length;
    if (bytes < pieceBytes) continue;
    yield Buffer.concat(held);
    [held, bytes] = [[], 0];
  }
  if (bytes > 0) yield Buffer.concat(held);
}

/** Nobody waits for it any more. Refusals: not-found; conflict when it does not wait. */
export async function cancelPackage(act: Act, id: number): Promise<void> {
  await load(act, id);
  const rows = await act.em.execute<object[]>(
    `update report_package set state = 'cancelled', finished_at = :at where id = :id and state = 'waiting' returning id`,
    { id, at: act.at },
  );
  if (rows.length === 0) throw new Refusal('conflict', 'report/package-not-waiting');
}

/** It is not made: who ordered it may have it no longer, or, however often it was tried, the program has made a mistake. */
export async function giveUpPackage(act: HouseAct, id: number, state: 'refused' | 'failed'): Promise<void> {
  await act.em.execute(
    `update report_package set state = :state, finished_at = :at where id = :id and state = 'waiting'`,
    { id, state, at: act.at },
  );
}

/** After a week: what is in them can be made again, and is personal. */
export async function forgetPackages(act: HouseAct): Promise<void> {
  const before = new Date(act.at.getTime() - 7 * 24 * 60 * 60 * 1000);
  await act.em.execute('delete from report_package where at < :before', { before });
}

async function load(act: Act, id: number): Promise<ReportPackage> {
  see(act, 'readSchoolReports');
  const found = await act.em.findOne(ReportPackage, { id }, { populate: ['by'] });
  return found ?? notFound();
}

function notFound(): never {
  throw new Refusal('not-found', 'not-found');
}

async function viewOf(act: Act, row: ReportPackage): Promise<PackageView> {
  const { id, at, state, done, total, bytes = null } = row;
  const { term } = await termAsked(act, { term: row.term, year: row.yearFrom });
  return { id, term, by: row.by.shortName, at, state, done, total, bytes };
}

async function termAsked(
  act: Act,
  asked: { term: string; year?: Day | string | undefined },
): Promise<{ year: AskedYear; term: Term }> {
  const day = asked.year ? (parseDay(asked.year) ?? invalid('day', 'year')) : act.today;
  const year = await readOnce(act, `year ${day}`, () => yearOf(act, day));
  if (!year) throw new Refusal('not-found', 'not-found');
  const terms = await readOnce(act, `terms ${year.id}`, () => termsOf(act, year));
  const term = terms.find(({ name }) => name === asked.term);
  if (!term || term.firstDay > act.today) invalid('report/term', 'term');
  return { year, term };
}
