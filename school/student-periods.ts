import type { PeriodKind } from '#db/school/period.ts';
import type { Act } from './act.ts';
import type { Day } from './calendar.ts';
import { seenClassOf } from './seen-class.ts';

export interface StudentPeriod {
  id: number;
  kind: PeriodKind;
  number: number;
  firstDay: Day;
  lastDay: Day;
}

/** The quarters or half-years of the student's class that have begun, in order; none without a class. Refuses not-found. */
export async function begunPeriods(act: Act, studentId: number): Promise<StudentPeriod[]> {
  const classId = await seenClassOf(act, studentId);
  return act.em.execute<StudentPeriod[]>(
    `select p.id, p.kind, p.number, p.first_day::text as "firstDay", p.last_day::text as "lastDay"
     from school_class k join period p on p.year_id = k.year_id and p.kind = k.period_kind
     where k.id = :classId and p.first_day <= :today order by p.first_day`,
    { classId, today: act.today },
  );
}

/** Which of them: the latest begun, the one before it (`last`), or by its number; absent when it has not begun. */
export function periodAmong(periods: readonly StudentPeriod[], which?: string): StudentPeriod | undefined {
  if (!which) return periods.at(-1);
  if (which === 'last') return periods.at(-2);
  return periods.find(period => String(period.number) === which);
}
