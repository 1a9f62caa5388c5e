/**
 * SQL: whose course `c` was on a day (an expression): the teacher of today, or the one who had it before it changed hands.
 * `Course.teacher` is always the one of today, so only courses that changed hands have rows here.
 */
export function teacherIdOn(day: string): string {
  return `coalesce((select h.was_id from teacher_change h where h.course_id = c.id and h.done_at is not null and h.day > ${day}
    order by h.day, h.id limit 1), c.teacher_id)`;
}
