/** What somebody has done to a lesson, so that a changed timetable leaves it where it is. */
export type Touch =
  | 'topic'
  | 'homework'
  | 'control'
  | 'attendance'
  | 'marks'
  | 'substitution'
  | 'resources'
  | 'homework-due'
  | 'entries';

/** SQL: the touches of lesson `l`, an array of words. */
export const touchesOf = `array_remove(array[
    case when l.topic is not null or l.planned_topic_id is not null then 'topic' end,
    case when l.homework is not null or l.no_homework or l.homework_for_id is not null then 'homework' end,
    case when l.control_id is not null then 'control' end,
    case when l.attendance_at is not null or exists (select from absence a where a.lesson_id = l.id) then 'attendance' end,
    case when exists (select from mark m where m.lesson_id = l.id) then 'marks' end,
    case when exists (select from substitution s where s.lesson_id = l.id) then 'substitution' end,
    case when exists (select from lesson_resource r where r.lesson_id = l.id) then 'resources' end,
    case when exists (select from lesson d where d.homework_for_id = l.id) then 'homework-due' end,
    case when l.filled_at is not null or l.entry_id is null
      or exists (select from cell_conflict x where x.lesson_id = l.id) then 'entries' end], null)`;
