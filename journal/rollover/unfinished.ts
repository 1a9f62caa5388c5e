import type { PeriodKind } from '#db/school/period.ts';
import type { Act } from '#school/act.ts';
import { isYearOf } from '#school/current-year.ts';
import { see } from '#school/permissions.ts';
import { type IsYearUsed, undoRollover } from '#school/rollover/rollovers.ts';
import { finalsOfThisYear } from '../finals/finals-progress.ts';

/** What of the year that ends is not done yet; nothing of it keeps the next year from being prepared. */
export interface Unfinished {
  /** Not closed by order. */
  periods: { kind: PeriodKind; number: number }[];
  /** Final marks that should stand and don't, by class. */
  finals: { className: string; missing: number }[];
}

/** For who prepares the next year. Refusal: not-found. */
export async function unfinishedOfYear(act: Act): Promise<Unfinished> {
  see(act, 'rollOver');
  const periods = await act.em.execute<Unfinished['periods']>(
    `select p.kind, p.number from period p join school_year y on y.id = p.year_id
     where p.closed_at is null and ${isYearOf(':today')} order by p.kind desc, p.number`,
    { today: act.today },
  );
  const missing = (await finalsOfThisYear(act)).filter(({ due, chosen }) => chosen < due);
  const finals = [...Map.groupBy(missing, ({ className }) => className)].map(([className, courses]) => ({
    className,
    missing: courses.reduce((sum, { due, chosen }) => sum + due - chosen, 0),
  }));
  return { periods, finals };
}

/** Undoes a rollover unless the journal has anything of the new year. See `undoRollover`. */
export function undoUnusedRollover(act: Act, id: number): Promise<void> {
  return undoRollover(act, id, isUsed);
}

const isUsed: IsYearUsed = async (act, yearId) => {
  const [row] = await act.em.execute<{ used: boolean }[]>(
    `with courses as (select c.id from course c join school_class k on k.id = c.school_class_id where k.year_id = :yearId)
     select exists (select from lesson l where l.course_id in (select id from courses))
       or exists (select from period_mark m where m.course_id in (select id from courses))
       or exists (select from brought_mark m where m.course_id in (select id from courses))
       or exists (select from lesson_plan p where p.course_id in (select id from courses))
       or exists (select from change h where h.course_id in (select id from courses)) as used`,
    { yearId },
  );
  return row!.used;
};
