/*
 * Marks «из другой школы» in the queries that gather a student's marks of a period. Of weight 1; they count where the
 * school says so (`brought_marks_count`), and in whatever class the student learns the subject by then.
 */

/** SQL, to be joined: one row a mark, with `student_id`, `subject_id`, `period_id`, `value`, `place`, `counted`. */
export const broughtMarks = `(
    select b.student_id, bc.subject_id, b.period_id, v.value::int as value, v.place, s.brought_marks_count as counted
    from brought_mark b
    join course bc on bc.id = b.course_id
    cross join lateral jsonb_array_elements_text(b."values") with ordinality v(value, place)
    cross join school s
    where b.replaced_at is null)`;

/** SQL: row `b` of `broughtMarks` as a JournalMark (journal/finals/due-cells.ts). */
export const broughtJson = `json_build_object('value', b.value, 'weight', 1, 'owed', false, 'dueOn', null, 'elsewhere', true)`;

/** SQL: the day on which a student (an expression) last came into the school; null: has always been here. */
export const cameOn = (student: string, by: string) => `(select max(a.since) from enrolment a
    where a.student_id = ${student} and a.arrival in ('enrolled', 'returned') and a.since <= ${by})`;
