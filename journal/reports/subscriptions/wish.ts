import {
  type ReportSubscription,
  type Rhythm,
  rhythms,
  type SpanRule,
  spanRules,
} from '#db/journal/report-subscription.ts';
import type { Act } from '#school/act.ts';
import { invalid } from '#school/refusal.ts';
import { timeFrom } from '#school/tellings/change-settings.ts';
import { myWays } from '#school/ways/my-ways.ts';

export { spanRules } from '#db/journal/report-subscription.ts';

export type Way = 'telegram' | 'email';

/** How a report shall come, as it was typed. */
export interface TypedWish {
  format?: string | undefined;
  rhythm?: string | undefined;
  /** 1 for Monday … 7 for Sunday. */
  weekdays?: readonly number[] | undefined;
  /** «07:30» */
  at?: string | undefined;
  ways?: readonly string[] | undefined;
  /** Of a report of some days. */
  span?: string | undefined;
}

export type Wish = Pick<ReportSubscription, 'format' | 'rhythm' | 'weekdays' | 'sendAt'> & {
  ways: Way[];
  span: SpanRule;
};

/** Checks it. Refusals: invalid under format, rhythm, weekdays, at, ways, span. */
export async function readWish(act: Act, typed: TypedWish): Promise<Wish> {
  const rhythm: Rhythm = rhythms.find(one => one === typed.rhythm) ?? invalid('report-subscription/rhythm', 'rhythm');
  return {
    format: formats.find(one => one === typed.format) ?? invalid('report-subscription/format', 'format'),
    rhythm,
    weekdays: rhythm === 'weekdays' ? await weekdaysFrom(act, typed.weekdays ?? []) : '',
    sendAt: timeFrom(typed.at ?? '', 'at'),
    ways: await waysFrom(act, typed.ways ?? []),
    span: spanRules.find(one => one === (typed.span ?? 'term')) ?? invalid('report-subscription/span', 'span'),
  };
}

const formats = ['xlsx', 'pdf'] as const;

/** How many days of a week have lessons here. */
export async function daysOfWeek(act: Act): Promise<number> {
  const [school] = await act.em.execute<{ days: number }[]>('select days_per_week as days from school where id = 1');
  return school!.days;
}

async function weekdaysFrom(act: Act, typed: readonly number[]): Promise<string> {
  const days = await daysOfWeek(act);
  const known = [...new Set(typed)].filter(day => Number.isInteger(day) && day >= 1 && day <= days).toSorted();
  if (known.length === 0 || known.length < new Set(typed).size) invalid('report-subscription/weekdays', 'weekdays');
  return known.join('');
}

/** The ways a file may go by that the person has: agreed to, and not switched off by the school. */
export async function fileWays(act: Act): Promise<{ messenger: Way; email: string | null; factsOnly: boolean }[]> {
  const { ways } = await myWays(act);
  return ways.flatMap(({ messenger, email, agreed, mode }) =>
    (messenger === 'telegram' || messenger === 'email') && agreed && mode !== 'off'
      ? [{ messenger, email, factsOnly: mode === 'facts-only' }]
      : [],
  );
}

async function waysFrom(act: Act, typed: readonly string[]): Promise<Way[]> {
  if (typed.length === 0) return [];
  const mine = new Set((await fileWays(act)).map(({ messenger }) => messenger));
  const chosen = (['telegram', 'email'] as const).filter(way => typed.includes(way) && mine.has(way));
  if (chosen.length < new Set(typed).size) invalid('report-subscription/ways', 'ways');
  return chosen;
}
