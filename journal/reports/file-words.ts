import type { Day } from '#school/calendar.ts';
import type { Choice } from './choices.ts';
import type { Term } from './report.ts';
import type { ReportAsked } from './run-report.ts';
import { ofSchool, type ReportOf } from './subscriptions/labels.ts';

/** What tells the file of one report from another: of what it is, and of when. templates/reports/file-name.hbs words it. */
export interface FileWords extends ReportOf {
  term: Term | null;
  day: Day | null;
  span: { from: Day; to: Day } | null;
  /** «2026/2027», of a report that asks for no time. */
  year: string | null;
}

export function fileWords({ report: { asks, passing }, asked, one }: ReportAsked): FileWords {
  const [isOfDay, isOfSpan, isOfTerm] = [asks.includes('day'), asks.includes('span'), asks.includes('term')];
  return {
    ...(one ? labelOf(one) : ofSchool),
    term: isOfTerm && !isOfSpan ? asked.term : null,
    day: isOfDay || passing ? asked.day : null,
    span: isOfSpan ? { from: asked.from, to: asked.to } : null,
    year: isOfDay || isOfSpan || isOfTerm || passing ? null : asked.year.name,
  };
}

/** What a choice is called. */
export function labelOf(choice: Choice): ReportOf {
  if ('courseId' in choice) {
    const { className, subgroup, subject } = choice;
    return { className, subgroup, subject, name: '' };
  }
  return 'grade' in choice ? { ...ofSchool, className: choice.name } : { ...ofSchool, name: choice.name };
}
