import { Period, type PeriodKind, periodKinds } from '#db/school/period.ts';
import type { Act } from '#school/act.ts';
import { invalid, Refusal } from '#school/refusal.ts';
import { recordSetting } from '#school/settings/record-setting.ts';
import { spanOf, yearToKeep } from './keep-year.ts';
import { countOf, type Span } from './school-year.ts';

export interface PeriodsEntry {
  yearId: number;
  kind: string;
  /** In order; each with both days. */
  spans: readonly { firstDay: string; lastDay: string }[];
  /** Marks may change their period. */
  sure?: boolean;
}

/**
 * Sets the quarters (trimesters, half-years) of a year. Marks belong to the period of their day: without `sure` it is refused
 * where some would change theirs, and says how many. Refusals: not-found, not-allowed, conflict (a closed period moves; marks
 * would lie in none), invalid (kind, spans).
 */
export async function keepPeriods(act: Act, { yearId, kind: typed, spans, sure = false }: PeriodsEntry): Promise<void> {
  const year = await yearToKeep(act, yearId);
  const kind = periodKinds.find(one => one === typed) ?? invalid('settings/period-kind', 'kind');
  if (spans.length !== countOf[kind]) invalid('settings/period-count', 'spans', { kind, count: countOf[kind] });
  const becomes = spans.map((span, index) => periodSpan(span, index + 1));
  for (const [index, { firstDay, lastDay }] of becomes.entries()) {
    const before = becomes[index - 1];
    const number = index + 1;
    if (before && firstDay <= before.lastDay) invalid('settings/periods-overlap', 'spans', { number });
    if (firstDay < year.firstDay || lastDay > year.lastDay) invalid('settings/period-outside', 'spans', { number });
  }
  const stand = await act.em.find(Period, { year: yearId, kind }, { orderBy: { number: 'asc' } });
  const was = stand.map(({ firstDay, lastDay }) => ({ firstDay, lastDay }));
  for (const [index, period] of stand.entries())
    if (period.closedAt && !isSame(was[index]!, becomes[index]!))
      throw new Refusal('conflict', 'settings/period-closed', { facts: { kind, number: index + 1 } });
  await refuseMoved(act, { yearId, kind, was, becomes, sure });
  for (const [index, span] of becomes.entries()) {
    const period = stand[index];
    if (period) Object.assign(period, span);
    else act.em.create(Period, { year, kind, number: index + 1, ...span });
    recordSetting(act, {
      ...{ page: 'year', thing: kind, name: String(index + 1) },
      ...{ before: was[index] ? { ...was[index] } : null, after: { ...span } },
    });
  }
}

/** Takes the periods of a kind out of a year in which no class learns by them. Refusals: not-found, not-allowed, conflict, invalid. */
export async function dropPeriods(act: Act, { yearId, kind: typed }: { yearId: number; kind: string }): Promise<void> {
  await yearToKeep(act, yearId);
  const kind = periodKinds.find(one => one === typed) ?? invalid('settings/period-kind', 'kind');
  const [row] = await act.em.execute<{ used: boolean }[]>(
    `select exists (select from school_class where year_id = :yearId and period_kind = :kind)
       or exists (select from period p where p.year_id = :yearId and p.kind = :kind and (p.closed_at is not null
         or exists (select from period_mark f where f.period_id = p.id)
         or exists (select from unlock u where u.period_id = p.id)
         or exists (select from document_duty d where d.period_id = p.id))) as used`,
    { yearId, kind },
  );
  if (row!.used) throw new Refusal('conflict', 'settings/periods-used', { facts: { kind } });
  for (const period of await act.em.find(Period, { year: yearId, kind }, { orderBy: { number: 'asc' } })) {
    const { firstDay, lastDay, number } = period;
    act.em.remove(period);
    recordSetting(act, {
      ...{ page: 'year', thing: kind, name: String(number) },
      ...{ before: { firstDay, lastDay }, after: null },
    });
  }
}

function periodSpan({ firstDay, lastDay }: { firstDay: string; lastDay: string }, number: number): Span {
  if (firstDay === '' || lastDay === '') invalid('settings/period-days', 'spans', { number });
  return spanOf(firstDay, lastDay);
}

function isSame(one: Span, other: Span): boolean {
  return one.firstDay === other.firstDay && one.lastDay === other.lastDay;
}

interface Move {
  yearId: number;
  kind: PeriodKind;
  was: readonly Span[];
  becomes: readonly Span[];
  sure: boolean;
}

async function refuseMoved(act: Act, { yearId, kind, was, becomes, sure }: Move): Promise<void> {
  const numbered = (spans: readonly Span[]) => JSON.stringify(spans.map((span, index) => ({ ...span, n: index + 1 })));
  const [row] = await act.em.execute<{ moved: number; outside: number }[]>(movedQuery, {
    ...{ yearId, kind, was: numbered(was), becomes: numbered(becomes) },
  });
  const { moved, outside } = row!;
  if (outside > 0) throw new Refusal('conflict', 'settings/marks-outside', { facts: { kind, count: outside } });
  if (moved > 0 && !sure)
    throw new Refusal('conflict', 'settings/sure-marks', { field: 'sure', facts: { count: moved } });
}

const spanNumber = (spans: string) =>
  `(select s.n from jsonb_to_recordset(:${spans}::jsonb) as s("firstDay" date, "lastDay" date, n int)
    where l.day between s."firstDay" and s."lastDay" limit 1)`;

// Marks, and those of them that come out of every period though they were in one.
const movedQuery = `
  select count(*) filter (where becomes is not null and was is not null and becomes <> was)::int as moved,
    count(*) filter (where becomes is null and was is not null)::int as outside
  from (select ${spanNumber('was')} as was, ${spanNumber('becomes')} as becomes
    from lesson l join course c on c.id = l.course_id join school_class k on k.id = c.school_class_id
    join mark m on m.lesson_id = l.id
    where k.year_id = :yearId and k.period_kind = :kind) moving`;
