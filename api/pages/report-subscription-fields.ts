import type { FastifyRequest } from 'fastify';
import type { MySubscription } from '#journal/reports/subscriptions/my-subscriptions.ts';
import { daysOfWeek, fileWays, spanRules, type TypedWish } from '#journal/reports/subscriptions/wish.ts';
import type { Act } from '#school/act.ts';
import { fieldsOf, textOf } from './fields.ts';

/** How a report shall come, as the form has it. */
export function wishIn(request: FastifyRequest): TypedWish {
  const { format, rhythm, weekday, at, way, span } = fieldsOf(request);
  return {
    ...{ format: textOf(format), rhythm: textOf(rhythm), at: textOf(at), span: textOf(span) || undefined },
    weekdays: textsOf(weekday).map(Number),
    ways: textsOf(way),
  };
}

function textsOf(sent: unknown): string[] {
  return [sent].flat().filter(one => typeof one === 'string');
}

/** What a form begins with when nothing was said yet: Monday morning, by every way there is. */
export const usualWish = { format: 'xlsx', rhythm: 'weekdays', weekdays: [1], at: '07:30' } satisfies TypedWish;

export function wishOf({ format, rhythm, weekdays, at, ways, chosen }: MySubscription): TypedWish {
  return { format, rhythm, weekdays, at, ways, span: chosen.span };
}

/** What templates/pages/partials/report-subscription-fields.hbs shows, of several forms at once. */
export async function formsOf(act: Act, wishes: readonly TypedWish[]) {
  const ways = await fileWays(act);
  const days = await daysOfWeek(act);
  return wishes.map(wish => ({
    ...{ format: wish.format, rhythm: wish.rhythm, at: wish.at, span: wish.span ?? 'term', spans: spanRules },
    weekdays: Array.from({ length: days }, (_, at) => ({
      number: at + 1,
      checked: wish.weekdays?.includes(at + 1) ?? false,
    })),
    ways: ways.map(way => ({ ...way, checked: wish.ways?.includes(way.messenger) ?? !way.factsOnly })),
  }));
}
