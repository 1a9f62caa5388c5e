/**
 * SQL: the first day on which the student of the enrolment `e` is no longer of its class. A move that took some days leaves nobody
 * without a class: until it is over the class that was left has the student.
 */
export const stayEnd = `(case when e.departure = 'moved' then coalesce((
    select case when n.arrival = 'moved' then n.since end from enrolment n
    where n.student_id = e.student_id and n.since >= e.until order by n.since, n.id limit 1), e.until)
  else e.until end)`;
