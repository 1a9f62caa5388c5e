import type { Act } from '#school/act.ts';
import { type Day, daysBetween, parseDay } from '#school/calendar.ts';
import { see } from '#school/permissions.ts';
import { invalid, Refusal } from '#school/refusal.ts';
import { readOnce } from '#school/shared.ts';
import { type Choice, choicesOf, idOfChoice, isOwn } from './choices.ts';
import { reports } from './list.ts';
import type { Asked, AskedYear, Report, Term } from './report.ts';
import { schoolNames } from './school-names.ts';
import { type Signers, signersOn } from './signers.ts';
import { currentTerm, termsOf, yearOf } from './terms.ts';

/** What was typed for the parameters of a report; what is left out is the usual. */
export interface TypedParameters {
  /** Any day of a school year: reports of a past year. */
  year?: string | undefined;
  day?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  term?: string | undefined;
  parallel?: string | undefined;
  /** The id of the class, course or teacher. */
  of?: string | undefined;
}

/** A report asked and answered: what templates/reports/<name>.hbs prints, and what the filters offer. */
export interface ReportRun {
  report: Report;
  asked: Asked;
  /** The class, journal or teacher it is of; null for the school. */
  one: Choice | null;
  choices: { of: Choice[]; terms: Term[] };
  view: ReportView;
}

export interface ReportView {
  asked: Asked;
  year: string;
  at: Date;
  school: { name: string; fullName: string };
  signers: Signers;
}

/** What was asked of a report, before it is answered. */
export type ReportAsked = Pick<ReportRun, 'report' | 'asked' | 'one' | 'choices'>;

/**
 * Answers a report for the person: with what was typed, or the usual — their own class or journal, the period that goes
 * on, today. Refusals: not-found for a report, class, journal or teacher that is not theirs to see; invalid.
 */
export async function runReport(act: Act, name: string, typed: TypedParameters): Promise<ReportRun> {
  const asking = await askReport(act, name, typed);
  const { report, asked, one } = asking;
  const facts = await (report.query as (act: Act, asked: object) => Promise<object>)(act, {
    ...asked,
    ...named(report, one),
  });
  const view = { ...facts, ...named(report, one), asked, year: asked.year.name, at: act.at };
  return {
    ...asking,
    view: {
      ...view,
      school: await readOnce(act, 'school names', () => schoolNames(act)),
      signers: await readOnce(act, `signers ${act.today}`, () => signersOn(act, act.today)),
    },
  };
}

/** Chooses and checks all that a report is asked with, and asks nothing of the journal yet. Refusals of `runReport`. */
export async function askReport(act: Act, name: string, typed: TypedParameters): Promise<ReportAsked> {
  see(act, 'readReports');
  const report = reports.find(one => one.name === name);
  if (!report || (report.of === 'school' && !report.may(act.by))) throw new Refusal('not-found', 'not-found');
  const day = dayTyped(typed.day, 'day') ?? act.today;
  const yearDay = dayTyped(typed.year, 'year') ?? day;
  const year = await readOnce(act, `year ${yearDay}`, () => yearOf(act, yearDay));
  if (!year) throw new Refusal('not-found', 'not-found');
  const of = await choicesOf(act, report, year);
  const one = chosen(act, of, typed.of);
  if (report.of !== 'school' && !one) throw new Refusal('not-found', 'not-found');
  const terms = (await readOnce(act, `terms ${year.id}`, () => termsOf(act, year))).filter(term =>
    fits(term, report, one),
  );
  const asked = { ...askedWith(act, { report, typed, year, terms }), day };
  return { report, asked, one, choices: { of, terms } };
}

function dayTyped(typed: string | undefined, field: string): Day | undefined {
  if (typed === undefined || typed === '') return undefined;
  return parseDay(typed) ?? invalid('day', field);
}

/** The one that was asked for; else one's own, else the first. */
function chosen(act: Act, choices: readonly Choice[], typed: string | undefined): Choice | null {
  if (typed) return choices.find(choice => String(idOfChoice(choice)) === typed) ?? null;
  return choices.find(choice => isOwn(act, choice)) ?? choices[0] ?? null;
}

/** A class has quarters or half-years; a whole school, and who teaches in it, has both. */
function fits(term: Term, { terms = ['period', 'year'] }: Report, one: Choice | null): boolean {
  if (!terms.includes(term.kind)) return false;
  return term.kind !== 'period' || !one || !('periodKind' in one) || one.periodKind === term.periodKind;
}

function named(report: Report, one: Choice | null): object {
  return one ? { [report.of]: one } : {};
}

interface Asking {
  report: Report;
  typed: TypedParameters;
  year: AskedYear;
  terms: readonly Term[];
}

function askedWith(act: Act, { report, typed, year, terms }: Asking): Omit<Asked, 'day'> {
  const term = typed.term ? terms.find(({ name }) => name === typed.term) : currentTerm(terms, act.today);
  if (typed.term && !term) invalid('report/term', 'term');
  const span = report.asks.includes('span')
    ? spanTyped(act, typed, term!)
    : { from: term!.firstDay, to: term!.lastDay };
  const parallel = Number(typed.parallel ?? 1);
  if (!Number.isInteger(parallel) || parallel < 1 || parallel > 11) invalid('report/parallel', 'parallel');
  return { year, term: term!, ...span, parallel };
}

/** Without days of one's own, those of the term so far. */
function spanTyped(act: Act, typed: TypedParameters, term: Term): { from: Day; to: Day } {
  const from = dayTyped(typed.from, 'from') ?? term.firstDay;
  const last = daysBetween(act.today, term.lastDay) < 0 ? term.lastDay : act.today;
  const to = dayTyped(typed.to, 'to') ?? (daysBetween(from, last) < 0 ? from : last);
  if (daysBetween(from, to) < 0 || daysBetween(from, to) > 400) invalid('days', 'from');
  return { from, to };
}
