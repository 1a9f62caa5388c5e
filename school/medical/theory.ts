import words from './physical-education.json' with { type: 'json' };

/** Names of subjects that are physical education, as a pattern for PostgreSQL's `~*`. */
export const physicalEducation = words.subject;

/**
 * SQL: on the day the student is marked on theory in physical education (3.3): in a special group, or released for a while. Of
 * several groups the one that began last holds. Both arguments are expressions.
 */
export function isOnTheory(student: string, day: string): string {
  return `(exists (select from medical_certificate r where r.student_id = ${student} and r.kind = 'released'
      and r.withdrawn_at is null and r.since <= ${day} and r.until >= ${day})
    or coalesce((select g.kind in ('special-a', 'special-b') from medical_certificate g
      where g.student_id = ${student} and g.kind <> 'released' and g.withdrawn_at is null and g.since <= ${day} and g.until >= ${day}
      order by g.since desc, g.id desc limit 1), false))`;
}
