import type { HouseAct } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { shortNameOf } from '#school/names.ts';
import { isEnded, isHeld, lessonTables, ownerIdThen, timeParams } from '../lesson-sql.ts';
import { type Filled, filledCounts, type Span, shareOf } from './filled-on-day.ts';

/** How the journal was filled, teacher by teacher and week by week: what templates/plots/keeping.ts draws. */
export interface TeacherWeeks {
  /** All together. */
  total: Filled & { share: number | null };
  /** Weeks that had lessons, by their Mondays. */
  weeks: (Filled & { monday: Day; share: number | null })[];
  /** By name; of each only the weeks in which they taught. */
  teachers: (Filled & { name: string; share: number | null; weeks: (Filled & { monday: Day })[] })[];
}

/** Of lessons given, or stood in for, over a span, those of today that have ended included. The caller has asked who may know. One query. */
export async function teacherWeeks(act: HouseAct, span: Span): Promise<TeacherWeeks> {
  const rows = await act.em.execute<Row[]>(
    `select o.id as "personId", ${shortNameOf('o')} as name, f.monday::text as monday, f.held, f."onDay", f.later, f.owed
     from (select ${ownerIdThen} as owner_id, date_trunc('week', l.day::timestamp)::date as monday, ${filledCounts('true')}
       from ${lessonTables} where l.day between :from and :to and ${isEnded} and ${isHeld} group by 1, 2) f
     join person o on o.id = f.owner_id
     order by o.family_name collate "ru-x-icu", o.given_name collate "ru-x-icu", o.id, f.monday`,
    { ...span, ...timeParams(act), timeZone: act.timeZone },
  );
  const byWeek = [...Map.groupBy(rows, ({ monday }) => monday)].map(([monday, own]) => ({ monday, ...sumOf(own) }));
  const byTeacher = [...Map.groupBy(rows, ({ personId }) => personId).values()].map(own => ({
    ...{ name: own[0]!.name, ...sumOf(own) },
    weeks: own.map(({ monday, held, onDay, later, owed }) => ({ monday, held, onDay, later, owed })),
  }));
  return { total: sumOf(rows), weeks: byWeek.toSorted((a, b) => (a.monday < b.monday ? -1 : 1)), teachers: byTeacher };
}

interface Row extends Filled {
  personId: number;
  name: string;
  monday: Day;
}

function sumOf(rows: readonly Filled[]): Filled & { share: number | null } {
  const sum = (of: keyof Filled) => rows.reduce((total, one) => total + one[of], 0);
  const filled = { held: sum('held'), onDay: sum('onDay'), later: sum('later'), owed: sum('owed') };
  return { ...filled, share: shareOf(filled) };
}
