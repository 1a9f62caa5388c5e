import { isYearOf } from './current-year.ts';

/**
 * SQL of the staff on a day (one parameter): `person_id` and `roles` of everyone with an open account who holds
 * a function or leads a class. The same reading of roles as in actor.ts, for many people at once.
 */
export const staffOnDay = `
  select held.person_id, array_agg(distinct held.role order by held.role) as roles
  from (select ?::date as day) at_day cross join lateral (
    select a.person_id, a.role from assignment a
    where a.since <= at_day.day and (a.until is null or a.until >= at_day.day)
    union all
    select c.class_teacher_id, 'class-teacher' from school_class c join school_year y on y.id = c.year_id
    where c.class_teacher_id is not null and ${isYearOf('at_day.day')}
  ) held join person p on p.id = held.person_id and p.deactivated_at is null
  group by held.person_id`;
