import type { PeriodKind } from '#db/school/period.ts';
import type { Act } from './act.ts';
import type { Day } from './calendar.ts';

export interface StudentPeriod {
  kind: PeriodKind;
  number: number;
  firstDay: Day;
  lastDay: Day;
}

/** The quarters or half-years of the student's class of today that have begun, in order; none without a class. */
export async function begunPeriods(act: Act, studentId: number): Promise<StudentPeriod[]> {
  return act.em.execute<StudentPeriod[]>(
    `select p.kind, p.number, p.first_day::text as "firstDay", p.last_day::text as "lastDay"
     from enrolment e join school_class k on k.id = e.school_class_id
     join period p on p.year_id = k.year_id and p.kind = k.period_kind
     where e.student_id = :studentId and e.since <= :today and (e.until is null or e.until > :today)
       and p.first_day <= :today
     order by p.first_day`,
    { studentId, today: act.today },
  );
}
