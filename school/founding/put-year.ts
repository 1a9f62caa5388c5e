import type { EntityManager } from '@mikro-orm/postgresql';
import type { YearPlan } from '#db/founding/usual-year.ts';
import { DaysOff } from '#db/school/days-off.ts';
import { Period } from '#db/school/period.ts';
import { SchoolYear } from '#db/school/school-year.ts';

/** Puts a school year into the calendar with its quarters, half-years and holidays. */
export function putYear(em: EntityManager, plan: YearPlan): SchoolYear {
  const { firstDay, lastDay } = plan;
  // The entity's own getters are no columns: `create` would ask for them.
  const year = Object.assign(new SchoolYear(), { firstDay, lastDay });
  em.persist(year);
  for (const [index, span] of plan.quarters.entries())
    em.create(Period, { year, kind: 'quarter', number: index + 1, ...span });
  for (const [index, span] of plan.halfYears.entries())
    em.create(Period, { year, kind: 'half-year', number: index + 1, ...span });
  for (const span of plan.daysOff) em.create(DaysOff, { year, ...span });
  return year;
}
