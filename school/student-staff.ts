/**
 * SQL of who at the school answers for which student on the day `:today`: `student_id`, `person_id`, `capacity` (class-teacher,
 * teacher, deputy) and, of a teacher, the `subject` with its `subject_id`. Only open accounts; a subgroup's teacher for its members alone.
 */
export const staffOfStudents = `
  select e.student_id, x.person_id, x.capacity, x.subject, x.subject_id
  from enrolment e join school_class k on k.id = e.school_class_id
  cross join lateral (
    select k.class_teacher_id as person_id, 'class-teacher' as capacity, null::text as subject, null::int as subject_id
    union all
    select c.teacher_id, 'teacher', j.name, j.id from course c join subject j on j.id = c.subject_id
    where c.school_class_id = k.id and (c.subgroup_id is null or exists (
      select 1 from subgroup_member m where m.subgroup_id = c.subgroup_id and m.student_id = e.student_id
        and m.since <= :today and (m.until is null or m.until > :today)))
    union all
    select a.person_id, 'deputy', null, null from assignment a
    where a.role = 'deputy' and a.since <= :today and (a.until is null or a.until >= :today)
  ) x join person sp on sp.id = x.person_id and sp.deactivated_at is null
  where e.since <= :today and (e.until is null or e.until > :today)`;
