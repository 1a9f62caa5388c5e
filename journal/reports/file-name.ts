import { idOfChoice } from './choices.ts';
import type { ReportAsked } from './run-report.ts';

/** What the file of a report is called, without its ending: Latin letters and figures, no names of people. */
export function reportFileName({ report, asked, one }: ReportAsked): string {
  const of = one ? String(idOfChoice(one)) : '';
  const days = report.asks.includes('span') ? `${asked.from}-${asked.to}` : '';
  const day = report.asks.includes('day') || report.passing ? asked.day : days;
  const term = report.asks.includes('term') ? `${asked.term.name}-${asked.year.firstDay.slice(0, 4)}` : '';
  return [report.name, of, term, day].filter(Boolean).join('-');
}
