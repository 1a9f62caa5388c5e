import type { Act } from '#school/act.ts';
import { daysBetween } from '#school/calendar.ts';
import { choicesOf, idOfChoice } from '../choices.ts';
import { reports } from '../list.ts';
import type { AskedYear, Report, Term } from '../report.ts';
import type { TypedParameters } from '../run-report.ts';

/** A paper of the package: which report, asked with what. */
export interface PlannedPaper {
  name: string;
  typed: TypedParameters;
  /** Of which class or teacher; empty for the school. */
  folder: string;
}

/**
 * What is handed in at the end of the term: every report of the school, of each class and of each teacher that can be given for it. Reports of
 * single journals are not among them: a school has a thousand.
 */
export async function planPackage(act: Act, { year, term }: { year: AskedYear; term: Term }): Promise<PlannedPaper[]> {
  const day = daysBetween(act.today, term.lastDay) < 0 ? term.lastDay : act.today;
  const papers: PlannedPaper[] = [];
  for (const report of reports.filter(one => isGiven(one, term) && one.of !== 'course')) {
    const typed = report.asks.includes('day') ? { day } : { year: year.firstDay, ...askedFor(report, term) };
    if (report.of === 'school') {
      if (report.may(act.by)) papers.push({ name: report.name, typed, folder: '' });
      continue;
    }
    for (const choice of await choicesOf(act, report, year)) {
      const hasOther = 'periodKind' in choice && term.periodKind !== null && choice.periodKind !== term.periodKind;
      if ('courseId' in choice || hasOther) continue;
      papers.push({ name: report.name, typed: { ...typed, of: String(idOfChoice(choice)) }, folder: choice.name });
    }
  }
  return papers;
}

/** Whether the report asks for no time, or for one like this. A list of what happens in days is asked for by itself. */
function isGiven({ asks, terms = ['period', 'year'], passing }: Report, { kind }: Term): boolean {
  if (passing || asks.includes('span') || asks.includes('parallel')) return false;
  return asks.includes('term') ? terms.includes(kind) : true;
}

function askedFor({ asks }: Report, { name }: Term): TypedParameters {
  return asks.includes('term') ? { term: name } : {};
}
