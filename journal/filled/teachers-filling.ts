import type { HouseAct } from '#school/act.ts';
import { isEnded, isHeld, lessonTables, owed, ownerIdThen, timeParams } from '../lesson-sql.ts';
import { type FilledByTeacher, filledByTeacher, type Span } from './filled-on-day.ts';

export interface TeacherFilling extends FilledByTeacher {
  /** Of the lessons held, how many lack it. */
  withoutTopic: number;
  withoutHomework: number;
  withoutAttendance: number;
  /** Marks that stand in these lessons: two where a work is graded twice. */
  marks: number;
}

/**
 * How every teacher filled the lessons they gave or stood in for: on the day, later, what is lacking, how many marks stand in
 * them; by name. The caller has asked who may know. Two queries.
 */
export async function teachersFilling(act: HouseAct, span: Span): Promise<TeacherFilling[]> {
  const teachers = await filledByTeacher(act, span);
  const lacking = await act.em.execute<({ personId: number } & Lacking)[]>(lackingQuery, {
    ...span,
    ...timeParams(act),
  });
  const ofPerson = new Map(lacking.map(row => [row.personId, row]));
  return teachers.map(one => ({ ...nothing, ...ofPerson.get(one.personId), ...one }));
}

type Lacking = Omit<TeacherFilling, keyof FilledByTeacher>;

const nothing: Lacking = { withoutTopic: 0, withoutHomework: 0, withoutAttendance: 0, marks: 0 };

const lacks = (what: string) => `(count(*) filter (where '${what}' = any(h.owed)))::int`;

const lackingQuery = `
  select h.owner_id as "personId", ${lacks('topic')} as "withoutTopic", ${lacks('homework')} as "withoutHomework",
    ${lacks('attendance')} as "withoutAttendance", sum(h.marks)::int as marks
  from (select ${ownerIdThen} as owner_id, ${owed} as owed,
      (select count(*) from mark m where m.lesson_id = l.id and m.replaced_at is null and m.value is not null) as marks
    from ${lessonTables} where l.day between :from and :to and ${isEnded} and ${isHeld}) h
  group by h.owner_id`;
