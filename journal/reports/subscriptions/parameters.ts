import type { ChosenParameters, SpanRule } from '#db/journal/report-subscription.ts';
import { addDays, type Day, monthOf, weekOf } from '#school/calendar.ts';
import { idOfChoice } from '../choices.ts';
import type { ReportAsked, TypedParameters } from '../run-report.ts';
import { currentTerm } from '../terms.ts';
import type { SendingPeriod } from './sending-days.ts';

/**
 * What is kept of a report as it was asked: whoever took the current term gets the term that is current then; a day becomes the day of
 * sending; days become a rule.
 */
export function chosenFrom({ report, asked, one, choices }: ReportAsked, today: Day, span: SpanRule): ChosenParameters {
  const current = currentTerm(choices.terms, today)?.name;
  const { asks } = report;
  return {
    ...(one ? { of: String(idOfChoice(one)) } : {}),
    ...(asks.includes('term') && asked.term.name !== current ? { term: asked.term.name } : {}),
    ...(asks.includes('span') ? { span } : {}),
    ...(asks.includes('parallel') ? { parallel: String(asked.parallel) } : {}),
  };
}

/** The rule that gives these days today; the term so far when none does. */
export function spanRuleOf(
  { from, to }: { from: Day; to: Day },
  { today, yearFrom }: { today: Day; yearFrom: Day },
): SpanRule {
  const rules: SpanRule[] = ['this-week', 'last-week', 'last-month', 'year'];
  const rule = rules.find(one => {
    const span = spanOf(one, { day: today, yearFrom });
    return span?.from === from && span.to === to;
  });
  return rule ?? 'term';
}

interface Sending {
  day: Day;
  yearFrom: Day;
  /** Of what is sent after a period: that one. */
  over?: SendingPeriod | undefined;
}

/** What the report is asked with when it is sent. */
export function typedOf({ of, term, span, parallel }: ChosenParameters, sending: Sending): TypedParameters {
  const { over } = sending;
  const days =
    span && span !== 'term' ? spanOf(span, sending) : span && over && { from: over.firstDay, to: over.lastDay };
  return { of, parallel, term: term ?? (over && `${over.kind}-${over.number}`), ...days };
}

function spanOf(
  rule: SpanRule,
  { day, yearFrom }: Pick<Sending, 'day' | 'yearFrom'>,
): { from: Day; to: Day } | undefined {
  if (rule === 'this-week') return { from: weekOf(day).monday, to: day };
  if (rule === 'last-week') return { from: addDays(weekOf(day).monday, -7), to: addDays(weekOf(day).sunday, -7) };
  if (rule === 'year') return { from: yearFrom, to: day };
  if (rule === 'term') return undefined;
  const { firstDay, lastDay } = monthOf(addDays(monthOf(day).firstDay, -1));
  return { from: firstDay, to: lastDay };
}
