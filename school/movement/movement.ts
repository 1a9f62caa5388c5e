import type { PeriodKind } from '#db/school/period.ts';
import type { Act } from '../act.ts';
import { type Day, daysBetween, parseDay } from '../calendar.ts';
import { may, see } from '../permissions.ts';
import { invalid } from '../refusal.ts';
import { type MovementOfSpan, movementOfSpan, startOf } from './movement-of-span.ts';

export interface MovementChoice {
  from?: string | undefined;
  to?: string | undefined;
  classId?: number | undefined;
}

export interface MovementView extends MovementOfSpan {
  from: Day;
  to: Day;
  classId: number | null;
  /** Classes one may choose: of the year of the span. */
  choices: { id: number; name: string }[];
  /** Quarters and half-years of that year that have begun, and the year itself. */
  spans: { kind: PeriodKind | 'year'; number: number; firstDay: Day; lastDay: Day }[];
  mayKeep: boolean;
}

const longestSpan = 400;

/**
 * «Движение»: the figures of the classes and what happened in a span, by default the year so far. For registrar, deputy and
 * director; of their own class for class teachers (4.2). Refusals: not-found; invalid at from, to.
 */
export async function movement(act: Act, typed: MovementChoice): Promise<MovementView> {
  see(act, 'readMovement');
  const to = typed.to ? parseDay(typed.to) : act.today;
  if (!to) invalid('movement/span', 'to');
  const year = await yearAt(act, to);
  const from = typed.from ? parseDay(typed.from) : (year?.firstDay ?? to);
  if (!from || from > to) invalid('movement/span', 'from');
  if (daysBetween(from, to) > longestSpan) invalid('movement/span-long', 'from', { most: longestSpan });
  const choices = await classesSeen(act, year?.id ?? null);
  const { classId } = typed;
  if (classId !== undefined && !choices.some(({ id }) => id === classId)) invalid('movement/class', 'class');
  const classIds = classId === undefined ? choices.map(({ id }) => id) : [classId];
  return {
    ...(await movementOfSpan(act, { from: await startOf(act, from), to, classIds })),
    ...{ from, to, classId: classId ?? null, choices, mayKeep: may(act.by, 'keepMovement') },
    spans: year ? await spansOf(act, year) : [],
  };
}

interface YearRow {
  id: number;
  firstDay: Day;
  lastDay: Day;
}

async function yearAt(act: Act, day: Day): Promise<YearRow | undefined> {
  const [year] = await act.em.execute<YearRow[]>(
    `select id, first_day::text as "firstDay", last_day::text as "lastDay" from school_year
     order by first_day <= :day desc, case when first_day <= :day then first_day end desc, first_day limit 1`,
    { day },
  );
  return year;
}

async function classesSeen(act: Act, yearId: number | null): Promise<MovementView['choices']> {
  const rows = await act.em.execute<MovementView['choices']>(
    `select id, grade || letter as name from school_class where year_id = :yearId order by grade, letter collate "ru-x-icu"`,
    { yearId },
  );
  return rows.filter(({ id }) => may(act.by, 'readMovementOfClass', id));
}

async function spansOf(act: Act, { id, firstDay, lastDay }: YearRow): Promise<MovementView['spans']> {
  const periods = await act.em.execute<MovementView['spans']>(
    `select kind, number, first_day::text as "firstDay", last_day::text as "lastDay" from period
     where year_id = :id and first_day <= :today order by kind desc, number`,
    { id, today: act.today },
  );
  return [...periods, { kind: 'year', number: 1, firstDay, lastDay }];
}
