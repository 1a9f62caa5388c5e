import { type Choice, idOfChoice, isOwn } from '#journal/reports/choices.ts';
import { reports as everyReport } from '#journal/reports/list.ts';
import { myReports } from '#journal/reports/my-reports.ts';
import type { Report, Term } from '#journal/reports/report.ts';
import { currentTerm } from '#journal/reports/terms.ts';
import { may } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import type { Screen } from './messenger.ts';
import { type ReportSaid, readReport, type TimeSaid } from './read-report.ts';
import { type AskedHere, type ReportWords, reportAsked, wordsOf } from './report-parameters.ts';
import { print, type Scene } from './scene.ts';
import { giveFile } from './screens/reports/file.ts';
import { askOf } from './screens/reports/of.ts';
import { reports } from './screens/reports.ts';
import type { Asker } from './understand.ts';
import { formsOf } from './vocabulary/names.ts';
import { small } from './vocabulary/words.ts';

/**
 * «ведомость 5Б за первую четверть в экселе»: a report asked for in plain words, as its file; what was left out is the person's own.
 * Nothing when the message is about something else. Refusal: not-allowed for what is not theirs.
 */
export async function reportByWords(scene: Scene, said: string, asker: Asker): Promise<Screen | undefined> {
  const meant = readReport(said, asker);
  if (!meant) return undefined;
  const names = meant.names.map(name => (isOfClass(scene, name, meant) ? ofClass[name]! : name));
  if (names.includes('packages') || names.includes('class-journal')) return madeOnSite(scene, names);
  if (names.includes('reports')) return reports(scene);
  const mine = (await myReports(scene.act)).map(({ report }) => report.name);
  const allowed = names.filter(name => mine.includes(name));
  // Who may not have the list of the school is shown what they owe themselves.
  if (allowed.length === 0 && names.every(name => ownScreens.includes(name))) return undefined;
  if (allowed.length === 0) refuse(scene, names[0]!, meant);
  const found = [];
  for (const name of allowed) found.push(await narrowed(scene, name, meant));
  const [only, another] = found;
  if (another) return askWhich(scene, found);
  const { asked, words, among } = only!;
  return among ? askOf(scene, asked, { ...words, among }) : giveFile(scene, meant.kind, asked);
}

/** What these tell of oneself stands on a screen of its own. */
const ownScreens: readonly string[] = ['filling', 'missing-entries'];

/** The same of one class: for who named one, and for who may not have that of the school. */
const ofClass: Partial<Record<string, string>> = { 'missing-entries': 'missing-entries-of-class' };

function isOfClass({ act }: Scene, name: string, { className }: ReportSaid): boolean {
  if (!ofClass[name]) return false;
  return className !== undefined || (act.by.ownClassIds.length > 0 && !may(act.by, 'readSchoolReports'));
}

interface Narrowed {
  asked: AskedHere;
  words: ReportWords;
  /** The person is to say which of these. */
  among?: readonly Choice[];
}

/** The report with what was said of it: of which class, journal or teacher, and when. */
async function narrowed(scene: Scene, name: string, said: ReportSaid): Promise<Narrowed> {
  const usual = await reportAsked(scene, name, {});
  const { of } = usual.choices;
  const called = of.filter(choice => 'name' in choice && !('grade' in choice) && isCalled(choice.name, said.words));
  const named = called.length > 0 ? called : of.filter(choice => isNamed(choice, said));
  if (of.length > 0 && named.length === 0) refuse(scene, name, said);
  const own = called.length > 0 ? [] : named.filter(choice => isOwn(scene.act, choice));
  const meant = own.length === 1 ? own : named;
  const one = meant.length === 1 ? String(idOfChoice(meant[0]!)) : '-';
  const asked = one === '-' ? usual : await reportAsked(scene, name, { of: one });
  const words = { of: one, ...timeWords(scene, asked, said.time) };
  if (meant.length > 1) return { asked, words, among: meant };
  return { asked: await reportAsked(scene, name, words), words };
}

function isNamed(choice: Choice, { className, subjectIds }: ReportSaid): boolean {
  if ('courseId' in choice) {
    const isSubject = !subjectIds || subjectIds.includes(choice.subjectId);
    return isSubject && (!className || small(choice.className) === className);
  }
  return !('grade' in choice) || !className || small(choice.name) === className;
}

/** A time as a button has it: a term of this class or school, or days where the report asks for days. */
function timeWords({ act }: Scene, { report: { asks }, choices: { terms } }: AskedHere, time?: TimeSaid): ReportWords {
  if (!time) return {};
  if (time.of === 'days') {
    if (asks.includes('day')) return { when: time.from };
    return asks.includes('span') ? { when: time.from, until: time.to } : {};
  }
  const term = termOf(terms, time, act.today);
  if (!term || asks.includes('term')) return { when: term?.name };
  const isOver = term.lastDay < act.today;
  if (asks.includes('span')) return { when: term.firstDay, until: isOver ? term.lastDay : act.today };
  return {};
}

function termOf(
  terms: readonly Term[],
  time: Exclude<TimeSaid, { of: 'days' }>,
  today: Term['firstDay'],
): Term | undefined {
  if (time.of !== 'period') return terms.find(({ kind }) => kind === time.of);
  const fitting = terms.filter(({ kind, periodKind }) => kind === 'period' && (!time.kind || periodKind === time.kind));
  const current = currentTerm(fitting, today);
  if (time.which === 'current') return current;
  const number = time.which === 'last' ? (current?.number ?? 0) - 1 : time.which;
  const term = fitting.find(one => one.number === number);
  // A quarter that this class or year has not is no quarter that goes on.
  if (!term) throw new Refusal('invalid', 'report/term', { field: 'term' });
  return term;
}

function askWhich(scene: Scene, found: readonly Narrowed[]): Screen {
  const choices = found.map(({ asked, words }) => ({
    ...scene.press.reportName(asked.report.name),
    button: `report ${asked.report.name} ${wordsOf(words)}`.trim(),
  }));
  return print(scene.press, 'report/which', { choices });
}

/** Where the long ones are made: not in a chat. */
function madeOnSite({ press, site, act }: Scene, names: readonly string[]): Screen {
  const what = names.includes('packages') ? 'packages' : 'class-journal';
  if (what === 'packages' && !may(act.by, 'readSchoolReports'))
    throw new Refusal('not-allowed', 'report/not-yours', { facts: { of: 'school', className: null } });
  return print(press, 'report/on-site', { what, site }, what);
}

function refuse({ act }: Scene, name: string, { className }: ReportSaid): never {
  const of: Report['of'] = everyReport.find(report => report.name === name)?.of ?? 'school';
  const facts = { of, className: className?.toUpperCase() ?? null };
  if (may(act.by, 'readSchoolReports')) throw new Refusal('invalid', 'report/no-such', { facts });
  throw new Refusal('not-allowed', 'report/not-yours', { facts });
}

/** A family name in any case, as «отчёт Орловой» has it. */
export function isCalled(shortName: string, words: readonly string[]): boolean {
  const [family = ''] = shortName.split(' ');
  const forms = formsOf(family);
  return words.some(word => forms.includes(word));
}
