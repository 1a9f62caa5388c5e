/**
 * SQL that is true for a participant `m` of the letter `t` who was a parent of its student and is none `:today` (2.4): the letter is
 * closed to them, and they hear of no answer. Who works at the school takes part as such.
 */
export function isFormerParent(m: string, t: string): string {
  return `(${t}.student_id is not null
    and exists (select from guardianship g where g.parent_id = ${m}.person_id and g.student_id = ${t}.student_id)
    and not exists (select from guardianship g where g.parent_id = ${m}.person_id and g.student_id = ${t}.student_id
      and g.since <= :today and (g.until is null or g.until >= :today))
    and not exists (select from assignment a where a.person_id = ${m}.person_id and a.since <= :today
      and (a.until is null or a.until >= :today))
    and not exists (select from school_class c where c.class_teacher_id = ${m}.person_id))`;
}
