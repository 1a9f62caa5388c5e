import { ReportPackage } from '#db/journal/report-package.ts';
import { Person } from '#db/school/person.ts';
import type { Act, HouseAct } from '#school/act.ts';
import { type Day, parseDay } from '#school/calendar.ts';
import { see } from '#school/permissions.ts';
import { invalid, Refusal } from '#school/refusal.ts';
import type { AskedYear, Term } from '../report.ts';
import { currentTerm, termsOf, yearOf } from '../terms.ts';
import { type PlannedPaper, planPackage } from './plan-package.ts';

/** A package as its page shows it. */
export interface PackageView {
  id: number;
  term: Term;
  by: string;
  at: Date;
  state: 'waiting' | 'done' | 'refused';
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
  for (const row of rows) views.push(await viewOf(act, row));
  return { terms, current: currentTerm(terms, act.today)?.name ?? '', packages: views };
}

/** How far it is. Refusals: not-found. */
export async function packageState(act: Act, id: number): Promise<PackageView> {
  return viewOf(act, await load(act, id));
}

/** Its bytes, when it is done. Refusals: not-found. */
export async function packageContent(act: Act, id: number): Promise<{ term: Term; content: Buffer }> {
  const found = await load(act, id);
  await act.em.populate(found, ['content']);
  if (!found.content) throw new Refusal('not-found', 'not-found');
  return { term: (await viewOf(act, found)).term, content: Buffer.from(found.content) };
}

/**
 * Has every paper of a term made in the background (5.2c, 8.1): of this school year, or of the year of the day. One that is
 * on its way already is not begun again. Gives the id. Refusals: not-found, invalid for a term that has not begun.
 */
export async function orderPackage(act: Act, asked: { term: string; year?: string | undefined }): Promise<number> {
  see(act, 'readSchoolReports');
  const { year, term } = await termAsked(act, asked);
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

export async function tellProgress(act: HouseAct, id: number, done: number): Promise<void> {
  await act.em.execute('update report_package set done = :done where id = :id', { id, done });
}

/** Keeps the finished package and tells who ordered it. */
export async function finishPackage(act: Act, id: number, content: Buffer): Promise<void> {
  const made = await load(act, id);
  if (made.state !== 'waiting') return;
  Object.assign(made, { content, bytes: content.length, state: 'done', finishedAt: act.at, done: made.total });
  const { term, total } = await viewOf(act, made);
  act.tell(made.by.id, { kind: 'report-package', subject: `package:${id}`, facts: { term, total } });
}

/** Who ordered it may have it no longer. */
export async function refusePackage(act: HouseAct, id: number): Promise<void> {
  await act.em.execute(
    `update report_package set state = 'refused', finished_at = :at where id = :id and state = 'waiting'`,
    { id, at: act.at },
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
  if (!found) throw new Refusal('not-found', 'not-found');
  return found;
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
  const year = await yearOf(act, day);
  if (!year) throw new Refusal('not-found', 'not-found');
  const term = (await termsOf(act, year)).find(({ name }) => name === asked.term);
  if (!term || term.firstDay > act.today) invalid('report/term', 'term');
  return { year, term };
}
